import { bareDigest } from '@towpath/descriptor'
import type { Inspection } from '@towpath/hosts'
import type { Deployment } from '../deployment.ts'
import type { FindBase } from './send-packages.ts'

/** Among what these deployments name and a host has: best of the same line. None for a package that is there itself. Pure. */
export function baseFinder(
  deployments: readonly (Deployment | null)[],
  inspections: Readonly<Record<string, Pick<Inspection, 'packages'>>>,
): FindBase {
  const all = deployments.flatMap((one) => one?.revision.releases ?? [])
  return (host, { service, line, archive }) => {
    const there = new Set(inspections[host]?.packages)
    if (there.has(bareDigest(archive.digest))) return null
    const bases = all.filter((one) => one.service === service && there.has(bareDigest(one.archive.digest)))
    return bases.find((one) => one.line === line) ?? bases[0] ?? null
  }
}
