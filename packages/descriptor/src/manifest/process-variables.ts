import type { Problem } from '../explanation/problem.ts'
import type { Manifest } from './manifest.ts'

/** What Towpath itself gives to every process (FORMATS "What a process is given"). */
const givenToAll = ['ENVIRONMENT', 'SERVICE', 'VERSION', 'INSTANCE', 'CONFIG_DIR', 'STATE_DIR'].map(
  (name) => `TOWPATH_${name}`,
)

/** The part of a variable's name that stands for a dependency or its config key: `-` becomes `_`, letters upper case. */
export function variablePart(name: string): string {
  return name.replaceAll('-', '_').toUpperCase()
}

/** By them a span names its instance (FORMATS "What a process is given"). */
const telemetry = new Set(['OTEL_SERVICE_NAME', 'OTEL_RESOURCE_ATTRIBUTES', 'OTEL_EXPORTER_ZIPKIN_ENDPOINT'])

/** `HOST`, all that begins with `TOWPATH_`, and what tells OpenTelemetry who it is, are Towpath's to set. */
export function isReservedVariable(name: string): boolean {
  return name === 'HOST' || name.startsWith('TOWPATH_') || telemetry.has(name)
}

interface Naming {
  readonly variable: string
  readonly path: readonly PropertyKey[]
  readonly at: 'key' | 'value'
  /** As other messages speak of it. */
  readonly owner: string
}

/** Variables that two parts of a manifest both want to set, or that are not theirs to set. */
export function* variableProblems(manifest: Manifest): Generator<Problem> {
  const taken = new Map<string, string>(givenToAll.map((name) => [name, 'what Towpath gives to every process']))
  for (const naming of chosenNames(manifest)) {
    if (isReservedVariable(naming.variable)) {
      yield clash(naming, 'a variable that Towpath does not set itself')
    } else yield* claim(taken, naming)
  }
  for (const naming of derivedNames(manifest)) yield* claim(taken, naming)
}

function* claim(taken: Map<string, string>, naming: Naming): Generator<Problem> {
  const owner = taken.get(naming.variable)
  if (owner !== undefined) yield clash(naming, `a variable of its own; ${owner} has this one`)
  else taken.set(naming.variable, naming.owner)
}

function clash({ path, at, variable }: Naming, expected: string): Problem {
  return { path, at, expected, found: `\`${variable}\``, fix: 'Choose another name' }
}

function* chosenNames(manifest: Manifest): Generator<Naming> {
  for (const [name, { port }] of Object.entries(manifest.provides ?? {})) {
    const path = ['provides', name, 'port']
    yield { variable: port, path, at: 'value', owner: `\`provides.${name}.port\`` }
  }
  for (const [name, { env }] of Object.entries(manifest.dependencies ?? {})) {
    for (const variable of Object.keys(env ?? {})) {
      const path = ['dependencies', name, 'env', variable]
      yield { variable, path, at: 'key', owner: `\`dependencies.${name}.env\`` }
    }
  }
  for (const variable of Object.keys(manifest.code.config?.defaults ?? {})) {
    const path = ['code', 'config', 'defaults', variable]
    yield { variable, path, at: 'key', owner: '`code.config.defaults`' }
  }
}

/** TOWPATH_<DEP>_URL and _ADDRESS first, since those are no one's choice, then TOWPATH_<DEP>_<NAME> of the config. */
function* derivedNames(manifest: Manifest): Generator<Naming> {
  const dependencies = Object.entries(manifest.dependencies ?? {})
  for (const [name] of dependencies) {
    for (const given of ['URL', 'ADDRESS']) {
      const variable = `TOWPATH_${variablePart(name)}_${given}`
      yield { variable, path: ['dependencies', name], at: 'key', owner: `\`dependencies.${name}\`` }
    }
  }
  for (const [name, { config }] of dependencies) {
    for (const key of Object.keys(config ?? {})) {
      const variable = `TOWPATH_${variablePart(name)}_${variablePart(key)}`
      const owner = `\`dependencies.${name}.config.${key}\``
      yield { variable, path: ['dependencies', name, 'config', key], at: 'key', owner }
    }
  }
}
