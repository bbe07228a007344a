import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Lockfile, nameOfPath, readLockfile } from './lockfile.ts'

interface ThirdParty {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly text: string
}

/**
 * Name, version and licence by the lockfile, and licence text, of each third-party package of `paths` (as the lockfile names them:
 * `node_modules/zod`). Packages with the same text stand together.
 */
export function renderNotices(root: string, paths: Iterable<string>): string {
  const lockfile = readLockfile(root)
  const parties = [...new Set(paths)].sort().map((path) => readParty(root, path, lockfile[path]))
  const blocks = [...Map.groupBy(parties, ({ text }) => text)].map(([text, same]) => {
    const names = same.map(({ name, version, license }) => `${name} ${version} (${license})`)
    return `${[...new Set(names)].join('\n')}\n\n${text}\n`
  })
  return ['Towpath (Apache-2.0) is bundled with the following software.\n', ...blocks].join(`\n${'-'.repeat(80)}\n\n`)
}

function readParty(root: string, path: string, entry: Lockfile[string] | undefined): ThirdParty {
  const name = nameOfPath(path)
  if (entry?.version === undefined) throw new Error(`package-lock.json has no ${path}: run npm install`)
  const text = readLicense(join(root, path))
  // `buffers` states none, in metadata or by a file. It comes with @actions/artifact (unzip-stream, binary), which can't do without.
  if (entry.license === undefined && text === null && name !== 'buffers')
    throw new Error(`${name} says nothing of its licence: find out which it is before it is shipped`)
  return {
    name,
    version: entry.version,
    license: entry.license ?? 'licence not stated',
    text: text ?? 'The package brings no licence text of its own.',
  }
}

function readLicense(folder: string): string | null {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
  if (files.length === 0) return null
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim())
  return texts.join('\n\n')
}
