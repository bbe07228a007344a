import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Imports point down (DESIGN §3): each package may import packages of its own layer or below, and pure ones do no I/O. */
const layers: readonly (readonly string[])[] = [
  ['fault'],
  ['descriptor', 'environment', 'routing', 'inventory', 'topology'],
  ['archive', 'metadata-store', 'package-store', 'embedded', 'hosts', 'github', 'step-io'],
  ['deploy'],
  ['steps'],
  ['cli'],
  ['testing'],
]

const pure: readonly string[] = [...(layers[0] ?? []), ...(layers[1] ?? [])]

/** What pure code may take from Node: computing, not reading or writing. */
const pureBuiltins = new Set(['node:crypto', 'node:path/posix', 'node:util'])

/** Files that only tests use. */
const ofTests = /\.test\.ts$|\/contract(\.ts$|\/)|\/(fixtures|testing|trial)\/|-child\.ts$/

export interface Import {
  /** Path from the repository's root. */
  readonly file: string
  readonly from: string
}

/** Every import of every package's sources, tests included. */
export function readImports(root: string): readonly Import[] {
  const files = globSync('packages/*/src/**/*.ts', { cwd: root })
  return files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    const found = text.matchAll(
      /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+'([^']+)'|import\s*\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g,
    )
    return [...found].map((match) => ({ file, from: match[1] ?? match[2] ?? match[3] ?? '' }))
  })
}

/** Sentences about imports that break the layering; empty when all is well. */
export function findLayerBreaks(imports: readonly Import[]): readonly string[] {
  return imports.flatMap((one) => findBreak(one) ?? [])
}

function findBreak({ file, from }: Import): string | null {
  const own = /^packages\/([^/]+)\//.exec(file)?.[1] ?? ''
  const isTest = ofTests.test(file) || own === 'testing'
  const target = /^@towpath\/([^/]+)/.exec(from)?.[1]
  if (from.includes('/actions/') && !from.startsWith('@actions/'))
    return `${file} imports ${from}: nothing imports actions/`
  if (target !== undefined) {
    if (layerOf(target) > layerOf(own) && !isTest) return `${file} imports ${from}: ${own} stands below ${target}`
    return null
  }
  if (!isTest && from.startsWith('.') && /\/(testing|fixtures|trial)\/|\.test\.ts$/.test(from))
    return `${file} imports ${from}: what users run holds nothing of the tests`
  if (from.startsWith('@actions/core') && own !== 'step-io')
    return `${file} imports ${from}: only step-io knows the toolkit`
  if (isTest || !pure.includes(own)) return null
  if (from.startsWith('@actions/')) return `${file} imports ${from}: ${own} is pure`
  if (from.startsWith('node:') && !pureBuiltins.has(from))
    return `${file} imports ${from}: ${own} is pure and does no I/O`
  return null
}

function layerOf(name: string): number {
  const layer = layers.findIndex((names) => names.includes(name))
  if (layer === -1)
    throw new Error(`Package ${name} stands in no layer: name it in scripts/layers.ts and say why in an ADR`)
  return layer
}

/** Places that read `process.env`, which only step-io, tests and the embedded program (a process of its own) may. */
export function findEnvironmentReads(root: string): readonly string[] {
  const allowed = /^packages\/(step-io|testing)\/|^packages\/embedded\/src\/(program|process\/environment)\.ts$/
  return globSync('packages/*/src/**/*.ts', { cwd: root })
    .filter(
      (file) =>
        !allowed.test(file) && !ofTests.test(file) && /process\.env\b/.test(readFileSync(join(root, file), 'utf8')),
    )
    .map((file) => `${file} reads process.env: only step-io does`)
}
