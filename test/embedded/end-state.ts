import { createHash } from 'node:crypto'
import { lstat, readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { processesIn } from './processes.ts'
import type { Shop } from './shop.ts'

/** What a path has led to, without what differs from one run to the next: times, ports, folders, fences, and digests of what holds them. */
export interface EndState {
  readonly documents: Readonly<Record<string, unknown>>
  readonly running: readonly string[]
  readonly files: readonly string[]
  readonly answer: unknown
}

export async function readEndState(shop: Shop): Promise<EndState> {
  const names = new Names()
  const plain = (text: string): string => withoutPlace(text, shop)
  return {
    documents: normaliseDocuments(await shop.documents(), plain, names),
    running: await whatRuns(shop, names),
    files: await hostFiles(shop.root, plain, names),
    answer: (await shop.get('dev', '/orders')).json,
  }
}

function withoutPlace(text: string, { folder, ports }: Shop): string {
  return (
    text
      .replaceAll(folder, '<folder>')
      .replaceAll(/(?<!\d)[23]\d{4}(?!\d)/g, (port) => {
        const at = Number(port) - ports.dev
        return at < 0 || at >= 50 ? port : at < 2 ? `6500${at}` : '65009'
      })
      // Of the proxy's own listeners: any that is free.
      .replaceAll(/127\.0\.0\.1:(?!650)\d+/g, '127.0.0.1:<listener>')
      .replaceAll(/\d{8}T\d{6}Z/g, '<time>')
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>')
  )
}

/** Digests by the order in which they are first met: two runs that did the same meet them in the same order. */
class Names {
  readonly #names = new Map<string, string>()

  give(digest: string, name: string): void {
    this.#names.set(digest, name)
  }

  apply(text: string): string {
    return text.replaceAll(/(?<![0-9a-f])([0-9a-f]{64}|[0-9a-f]{40}|(?<=_|\/|")[0-9a-f]{8})(?![0-9a-f])/g, (digest) => {
      const known = this.#names.get(digest) ?? `#${this.#names.size}`
      this.#names.set(digest, known)
      return known
    })
  }
}

/** Of no two runs alike, or alike in what matters and compared there: a report says what one attempt did, and an attempt was killed. */
const leftOut = new Set(['fence', 'lease', 'healthSeenAt', 'seenAt'])

function normaliseDocuments(
  documents: Readonly<Record<string, string>>,
  plain: (text: string) => string,
  names: Names,
): Record<string, unknown> {
  for (const [path, text] of Object.entries(documents)) {
    const digest = /:blobs\/([0-9a-f]{64})\.json$/.exec(path)?.[1]
    if (digest !== undefined)
      names.give(digest, `blob-${createHash('sha256').update(plain(text)).digest('hex').slice(0, 12)}`)
  }
  const kept = Object.entries(documents)
    .filter(([path]) => !/:reports\//.test(path))
    .map(([path, text]) => [names.apply(plain(path)), text] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(
    kept.map(([path, text]) => {
      const lines = path.endsWith('.ndjson') ? text.trimEnd().split('\n') : [text]
      const values = lines.map((line): unknown =>
        JSON.parse(names.apply(plain(line)), (key, value: unknown) =>
          leftOut.has(key) ? undefined : byAnyAttempt(key, value),
        ),
      )
      return [path, path.endsWith('.ndjson') ? values.map((value) => JSON.stringify(value)).sort() : values[0]]
    }),
  )
}

/** A run again finds the table that the killed attempt committed. */
function byAnyAttempt(key: string, value: unknown): unknown {
  return key === 'outcome' && value === 'unchanged' ? 'committed' : value
}

async function whatRuns(shop: Shop, names: Names): Promise<readonly string[]> {
  const running = await processesIn(shop.root)
  return running
    .map(({ command, environment }) => {
      const { TOWPATH_ENVIRONMENT: of, TOWPATH_SERVICE: service, TOWPATH_VERSION: version } = environment
      const what =
        service === undefined
          ? command.slice(2, 4).join(' ')
          : `${of} ${service} ${version} ${environment['GREETING'] ?? ''}`
      return names.apply(withoutPlace(what, shop))
    })
    .sort()
}

/** Path and mode of everything below the hosts' root, and the content of what a process is given. Logs, sockets and pids come and go. */
async function hostFiles(root: string, plain: (text: string) => string, names: Names): Promise<readonly string[]> {
  const paths = (await readdir(root, { recursive: true }))
    .filter((path) => !/(^|\/)(run|log)\/|\.sock$/.test(path))
    .sort()
  const lines = await Promise.all(
    paths.map(async (path) => {
      const file = join(root, path)
      const status = await lstat(file)
      const mode = (status.mode & 0o7777).toString(8)
      const content = /\/etc\/towpath\//.test(path) && status.isFile() ? await readFile(file, 'utf8') : ''
      return `${relative(root, file)} ${status.isDirectory() ? 'folder' : 'file'} ${mode} ${content}`
    }),
  )
  return lines.map((line) => names.apply(plain(line))).sort()
}

/** Where two end states differ, a line each with both sides of it; none when they are the same. */
export function differencesBetween(expected: EndState, found: EndState): readonly string[] {
  const paths = new Set([...Object.keys(expected.documents), ...Object.keys(found.documents)])
  const documents = [...paths].flatMap((path) => difference(path, expected.documents[path], found.documents[path]))
  return [
    ...documents,
    ...listDifferences('process', expected.running, found.running),
    ...listDifferences('file', expected.files, found.files),
    ...difference('answer', expected.answer, found.answer),
  ]
}

function difference(what: string, expected: unknown, found: unknown): readonly string[] {
  const [wanted, got] = [JSON.stringify(expected) ?? 'none', JSON.stringify(found) ?? 'none']
  if (wanted === got) return []
  const at = Math.max(0, [...wanted].findIndex((character, index) => character !== got[index]) - 60)
  return [`${what}: expected …${wanted.slice(at, at + 160)}…, found …${got.slice(at, at + 160)}…`]
}

function listDifferences(what: string, expected: readonly string[], found: readonly string[]): readonly string[] {
  return [
    ...expected.filter((one) => !found.includes(one)).map((one) => `${what}: expected ${one}, found none`),
    ...found.filter((one) => !expected.includes(one)).map((one) => `${what}: expected none, found ${one}`),
    ...(expected.length === found.length ? [] : [`${what}: expected ${expected.length}, found ${found.length}`]),
  ]
}
