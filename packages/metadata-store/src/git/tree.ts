import type { Entry, Tree } from '../change/effect.ts'
import { foldersOf, verifyPath } from '../names.ts'

/** What a tree needs of its repository. */
export interface Objects {
  /** Blob id of each document, by path. */
  list(version: string): Promise<ReadonlyMap<string, string>>
  text(blob: string, path: string): Promise<string>
}

/** The tree of a commit. It is listed once, when first asked. `place` is the store and domain; version `''` is empty. */
export function gitTree(domain: string, version: string, place: string, objects: Objects): Tree {
  let listing: Promise<ReadonlyMap<string, string>> | undefined
  let folders: ReadonlySet<string> | undefined

  function listed(): Promise<ReadonlyMap<string, string>> {
    if (version === '') return Promise.resolve(new Map())
    listing ??= objects.list(version)
    return listing
  }

  async function entry(path: string): Promise<Entry> {
    verifyPath(path, place)
    const documents = await listed()
    const blob = documents.get(path)
    if (blob !== undefined) return { kind: 'document', text: await objects.text(blob, path) }
    folders ??= new Set([...documents.keys()].flatMap(foldersOf))
    return folders.has(path) ? { kind: 'folder' } : undefined
  }

  return {
    domain,
    version,
    entry,
    async get(path) {
      const found = await entry(path)
      return found?.kind === 'document' ? found.text : undefined
    },
    async list(prefix) {
      return [...(await listed()).keys()].filter((path) => path.startsWith(prefix)).sort()
    },
  }
}
