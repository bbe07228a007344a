import { bareDigest } from '@towpath/descriptor'
import type { Release } from '@towpath/environment'
import type { Inspection } from '@towpath/hosts'
import type { FindBase } from './send-packages.ts'

/** Among these releases what a host has: best of the same line. None for a package that is there itself. Pure. */
export function baseFinder(
  releases: readonly Release[],
  inspections: Readonly<Record<string, Pick<Inspection, 'packages'>>>,
): FindBase {
  return (host, { service, line, archive }) => {
    const there = new Set(inspections[host]?.packages)
    if (there.has(bareDigest(archive.digest))) return null
    const bases = releases.filter((one) => one.service === service && there.has(bareDigest(one.archive.digest)))
    return bases.find((one) => one.line === line) ?? bases[0] ?? null
  }
}
