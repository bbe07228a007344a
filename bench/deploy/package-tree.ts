import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A service with its modules, made up: the same bytes on every machine, and about as compressible as real ones (a third). */
export interface TreeShape {
  readonly files: number
  readonly sizeBytes: number
  /** One file of it is a bundle, as web services have them. */
  readonly bundleBytes: number
}

export interface TreeFile {
  readonly path: string
  readonly sizeBytes: number
}

const service = join(import.meta.dirname, 'service/server.py')
const filesInModule = 20

/** Writes version 1 of the tree. Returns its files but the service's own. */
export function writeTree(folder: string, version: string, shape: TreeShape): readonly TreeFile[] {
  const random = randomFrom(shape.files)
  const text = textFrom(random)
  const files = planFiles(shape, random)
  for (const { path, sizeBytes } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    // Every hundredth is an image or an add-on, which gzip leaves as it is.
    const isBinary = path.endsWith('.node')
    writeFileSync(join(folder, path), isBinary ? bytesOf(random, sizeBytes) : text(sizeBytes))
  }
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true })
  for (let module = 0; module * filesInModule < shape.files; module += 10) {
    symlinkSync(`../module-${module}/lib/file-0.js`, join(folder, `node_modules/.bin/module-${module}`))
  }
  copyFileSync(service, join(folder, 'server.py'))
  writeFileSync(join(folder, 'VERSION'), `${version}\n`)
  return files
}

/**
 * Makes the tree into the next version: a share of its files, the bundle among them, each get a few edited lines. Returns the paths of
 * what differs.
 */
export function editTree(folder: string, version: string, files: readonly TreeFile[], share: number): string[] {
  const every = Math.round(1 / share)
  const edited = files.filter((_, index) => index % every === 0).map(({ path }) => path)
  for (const path of edited) {
    const bytes = readFileSync(join(folder, path))
    for (let edit = 0; edit < 3; edit += 1) {
      bytes.write(`/* ${version} */`, Math.floor((bytes.length * edit) / 3), 'latin1')
    }
    writeFileSync(join(folder, path), bytes)
  }
  writeFileSync(join(folder, 'VERSION'), `${version}\n`)
  return [...edited, 'VERSION']
}

/** The bundle first; sizes are spread as in node_modules: many small files, few large ones. */
function planFiles({ files, sizeBytes, bundleBytes }: TreeShape, random: () => number): TreeFile[] {
  const others = files - 3
  const weights = Array.from({ length: others }, () => Math.exp(1.3 * normal(random)))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const bundle = { path: 'dist/bundle.js', sizeBytes: bundleBytes }
  const modules = weights.map((weight, index) => ({
    path: modulePath(index),
    sizeBytes: Math.max(32, Math.round((weight / sum) * (sizeBytes - bundleBytes))),
  }))
  return [bundle, ...modules]
}

function modulePath(index: number): string {
  const module = `node_modules/module-${Math.floor(index / filesInModule)}`
  const file = index % filesInModule
  if (index % 100 === 99) return `${module}/build/addon-${file}.node`
  return `${module}/${file < 12 ? 'lib' : 'lib/internal/parts'}/file-${file}.js`
}

/** Lines of code-like words, some common and most rare, as in a real file. */
function textFrom(random: () => number): (sizeBytes: number) => Buffer {
  const syllables = [
    'con',
    'ta',
    're',
    'pro',
    'mi',
    'ser',
    'val',
    'ue',
    'ob',
    'lis',
    'en',
    'dor',
    'fil',
    'qu',
    'ax',
    'y',
  ]
  const word = (): string =>
    Array.from({ length: 2 + Math.floor(random() * 3) }, () => syllables[Math.floor(random() * syllables.length)]).join(
      '',
    )
  const words = Array.from({ length: 12_000 }, word)
  const starts = ['const ', 'return ', '  if (', '    await ', '  let ', 'export function ', '    // ', '  this.', '']
  const ends = [';\n', ') {\n', '\n', '()\n', ', {\n', ' =>\n', '\n\n']
  const pick = (list: readonly string[], skew: number): string => list[Math.floor(list.length * random() ** skew)] ?? ''
  return (sizeBytes) => {
    let text = ''
    while (text.length < sizeBytes) {
      text += pick(starts, 1)
      const count = 2 + Math.floor(random() * 6)
      for (let at = 0; at < count; at += 1) text += `${pick(words, 3)}${at % 3 === 2 ? '.' : ' '}`
      text += pick(ends, 1)
    }
    return Buffer.from(text.slice(0, sizeBytes), 'latin1')
  }
}

function bytesOf(random: () => number, sizeBytes: number): Buffer {
  const bytes = Buffer.alloc(sizeBytes)
  for (let at = 0; at < sizeBytes; at += 1) bytes[at] = Math.floor(random() * 256)
  return bytes
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
