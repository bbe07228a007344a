import type { Inspection } from '@towpath/hosts'
import semver from 'semver'
import { DeployFault } from '../deploy-fault.ts'
import type { WantedInstance } from '../instance/wanted-instance.ts'

/** Refuses before anything is sent when a host lacks what a package requires. All that lacks is named at once. */
export function verifyRequirements(
  wanted: readonly WantedInstance[],
  inspections: Readonly<Record<string, Inspection>>,
): void {
  const lacking = new Set(
    wanted.flatMap(({ host, release }) =>
      Object.entries(release.descriptor.code.requires ?? {}).flatMap(([tool, range]) => {
        const found = findTool(inspections[host], tool)
        return isMet(tool, range, found)
          ? []
          : [
              `${host} has ${found === null ? `no ${tool}` : `${tool} ${found}`}, and ${release.service} ${release.version} requires ${range}`,
            ]
      }),
    ),
  )
  if (lacking.size === 0) return
  throw new DeployFault('requirement-missing', {
    where: 'Requirements of packages (`code.requires`)',
    expected: 'each host to have them',
    found: [...lacking].join('; '),
    fix: 'Install them there, or place the service elsewhere',
  })
}

function findTool(inspection: Inspection | undefined, tool: string): string | null {
  if (inspection === undefined) return null
  return tool === 'arch' ? inspection.facts.arch : (inspection.facts.tools[tool] ?? null)
}

/** Versions as programs print them are coerced (`3.11` is 3.11.0); an architecture is compared as it is. */
function isMet(tool: string, range: string, found: string | null): boolean {
  if (found === null) return false
  if (tool === 'arch') return range.split('|').some((one) => one.trim() === found)
  const version = semver.coerce(found)
  return version !== null && semver.satisfies(version, range)
}
