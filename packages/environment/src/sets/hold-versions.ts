import { compareVersionsDescending } from '@towpath/descriptor'
import { fillLines, fitsLine, type LinesToFill } from '../promotion/lines.ts'
import { deliveredService, type EnvironmentSpec } from '../spec/environment-spec.ts'
import { partsOfSet } from './set-names.ts'

/**
 * Version by line, with what sets hold of a service. Such a version stands in a line of `versions:` that it is the newest of, else
 * in one of its own, the exact version. Only who asks for another version in its place moves it away: then its set is no
 * longer whole, and that is judged elsewhere.
 */
export function holdVersions(
  filled: LinesToFill,
  held: ReadonlyMap<string, readonly string[]> | undefined,
): ReadonlyMap<string, string> {
  if (held === undefined || held.size === 0) return fillLines(filled)
  const versions = [...held.keys()].sort(compareVersionsDescending)
  const apart = filled.wished.filter((version) => !held.has(version))
  if (deliveredService(filled.spec, filled.service)?.versions === undefined) {
    return apart.length > 0 ? fillLines(filled) : onlyHeld(filled, held)
  }
  const chosen = fillLines({ ...filled, wished: [...filled.wished, ...versions] })
  const standing = new Set(chosen.values())
  const movedAway = (version: string) =>
    [...chosen].some(([line, other]) => apart.includes(other) && fitsLine(version, line, filled.spec))
  const beside = versions.filter((version) => !standing.has(version) && !movedAway(version))
  return new Map([...chosen, ...beside.map((version) => [version, version] as const)])
}

/** Without `versions:`: the default is what it was, else the version whose set the spec names first, else the newest. */
function onlyHeld(
  { spec, carriedDefault }: LinesToFill,
  held: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, string> {
  const ranked = [...held]
    .map(([version, sets]) => ({ version, place: version === carriedDefault ? -1 : placeInSpec(spec, sets) }))
    .sort((a, b) => a.place - b.place || compareVersionsDescending(a.version, b.version))
  return new Map(ranked.map(({ version }, index) => [index === 0 ? '*' : version, version]))
}

function placeInSpec(spec: EnvironmentSpec, sets: readonly string[]): number {
  const places = sets.map((set) => {
    const { name, version } = partsOfSet(set)
    const place = wantedVersions(spec, name).indexOf(version)
    return place === -1 ? Number.MAX_SAFE_INTEGER : place
  })
  return Math.min(...places)
}

/** What the spec's `sets` say of one set, in its order; empty when it does not name it. */
export function wantedVersions({ sets }: EnvironmentSpec, name: string): readonly string[] {
  const wanted = sets !== undefined && Object.hasOwn(sets, name) ? sets[name] : undefined
  if (wanted === undefined) return []
  return typeof wanted === 'string' ? [wanted] : wanted
}
