import type { Inspection } from '@towpath/hosts'
import semver from 'semver'
import { DeployFault } from '../deploy-fault.ts'
import type { Deployment } from '../deployment.ts'
import { configOf } from '../instance/plan-wanted.ts'

/** Tools that must be looked for on the hosts; an architecture is none. */
export function requiredTools(deployment: Deployment | null): readonly string[] {
  const releases = deployment?.revision.releases ?? []
  const names = releases.flatMap(({ descriptor }) => Object.keys(descriptor.code.requires ?? {}))
  return [...new Set(names)].filter((name) => name !== 'arch')
}

/** Refuses before anything is sent when a host lacks what a package requires. All that lacks is named at once. */
export function verifyRequirements(
  target: Deployment,
  inspections: Readonly<Record<string, Pick<Inspection, 'facts'>>>,
): void {
  const lacking = target.revision.releases.flatMap((release) => {
    const { service, version, descriptor } = release
    return configOf(target, release).infrastructure.hosts.flatMap((host) =>
      Object.entries(descriptor.code.requires ?? {}).flatMap(([tool, range]) => {
        const found = findTool(inspections[host], tool)
        if (isMet(tool, range, found)) return []
        const has = found === null ? `no ${tool}` : tool === 'arch' ? found : `${tool} ${found}`
        return [`${host} has ${has}, and ${service} ${version} requires ${tool} ${range}`]
      }),
    )
  })
  if (lacking.length === 0) return
  throw new DeployFault('requirement-missing', {
    where: 'What packages require (`code.requires`)',
    expected: 'each host to have it',
    found: [...new Set(lacking)].join('; '),
    fix: 'Install it there, or place the service elsewhere',
  })
}

function findTool(inspection: Pick<Inspection, 'facts'> | undefined, tool: string): string | null {
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
