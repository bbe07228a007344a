import type { Scalar } from '@towpath/descriptor'
import { configChanges } from '../plan/config-changes.ts'
import { infrastructureDefaults } from './defaults.ts'
import { type Level, levelsOf } from './levels.ts'
import { keyOf, type Origin } from './origin.ts'
import { namedPlaces } from './placement.ts'
import type { ReleaseConfig } from './release-config.ts'
import { type ReleaseToResolve, resolveRelease } from './resolve-release.ts'

export type ExplainedScalar = Scalar | readonly string[] | null

/** One value that a level says. */
export interface Said {
  /** null: it takes the key away. */
  readonly value: ExplainedScalar
  readonly origin: Origin
}

/** One key of a release's config: what holds, who said it, and what that overrode, the strongest first. */
export interface ExplainedKey extends Said {
  /** `config.LOG_LEVEL`, `dependencies.stock.TIMEOUT_MS`, `infrastructure.health.startSeconds` */
  readonly key: string
  readonly overrode: readonly Said[]
}

/** Every key of a release's config that anybody said something of, sorted; one that was taken away has the value null. */
export function explainRelease(release: ReleaseToResolve): readonly ExplainedKey[] {
  const { config, origins } = resolveRelease(release)
  const said = saidOf(release)
  const values = new Map(configChanges(null, config).map(({ key, to }) => [key, to]))
  return [...new Set([...values.keys(), ...said.keys()])].sort().flatMap((key): ExplainedKey[] => {
    const all = said.get(key) ?? []
    const origin = origins[key] ?? all[0]?.origin
    if (origin === undefined) return []
    const own = all.findIndex((one) => one.origin.where === origin.where)
    return [{ key, value: values.get(key) ?? null, origin, overrode: all.filter((_one, index) => index !== own) }]
  })
}

/**
 * The same for a release whose config was restored by a rollback: keys that are otherwise than the levels say come from there. `kept` is the
 * config that it has.
 */
export function explainKept(release: ReleaseToResolve, kept: ReleaseConfig, where: string): readonly ExplainedKey[] {
  const explained = new Map(explainRelease(release).map((one) => [one.key, one]))
  const { config } = resolveRelease(release)
  for (const { key, to } of configChanges(config, kept)) {
    const now = explained.get(key)
    const overrode = now === undefined ? [] : [{ value: now.value, origin: now.origin }, ...now.overrode]
    explained.set(key, { key, value: to, origin: { level: 'pin', where }, overrode })
  }
  return [...explained.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** By key, what each level says, the strongest first. */
function saidOf({ spec, service, descriptor, line }: ReleaseToResolve): ReadonlyMap<string, readonly Said[]> {
  const said = new Map<string, Said[]>()
  const add = (key: string, value: ExplainedScalar, origin: Origin): void => {
    said.set(key, [{ value, origin }, ...(said.get(key) ?? [])])
  }
  for (const [key, value] of leavesOf(infrastructureDefaults, '')) add(`infrastructure.${key}`, value, ownDefault)
  for (const level of levelsOf(spec, service, descriptor, line)) {
    for (const [key, value] of Object.entries(level.config)) add(`config.${key}`, value, at(level, 'config'))
    for (const name of Object.keys(descriptor.dependencies ?? {})) {
      for (const [key, value] of Object.entries(level.dependencies[name] ?? {})) {
        add(`dependencies.${name}.${key}`, value, at(level, `dependencies.${name}`))
      }
    }
    for (const [key, value] of infrastructureOf(level)) add(`infrastructure.${key}`, value, at(level, 'infrastructure'))
  }
  for (const { origin, said: place } of [...namedPlaces(spec, service, descriptor, line)].reverse()) {
    add('infrastructure.hosts', place, origin)
  }
  return said
}

const ownDefault: Origin = { level: 'towpath', where: 'default of Towpath' }

function at({ origin }: Level, path: string): Origin {
  return { level: origin.level, where: keyOf(origin, path) }
}

/** Its keys as a resolved release has them: what stands under `config` there stands at the top here, and hosts are a matter of their own. */
function infrastructureOf({ infrastructure }: Level): readonly (readonly [string, ExplainedScalar])[] {
  const { hostGroup: _hostGroup, hosts: _hosts, config, ...settings } = infrastructure
  return [...leavesOf(settings, ''), ...leavesOf(config ?? {}, '')].filter(([key]) => !/^(hooks|data)\b/.test(key))
}

function leavesOf(value: unknown, path: string): readonly (readonly [string, ExplainedScalar])[] {
  if (value === null) return [[path, null]]
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [[path, value]]
  if (Array.isArray(value)) return [[path, value.map(String)]]
  if (typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, path === '' ? key : `${path}.${key}`))
}
