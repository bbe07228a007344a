import { commitInTurns } from '../change/commit.ts'
import type { Effect, Entry, Tree } from '../change/effect.ts'
import { MetadataStoreFault } from '../fault.ts'
import type { Intent, MetadataStore } from '../metadata-store.ts'
import { foldersOf, verifyDomain, verifyPath } from '../names.ts'

const where = 'memory:'
const tries = 1000

interface Version {
  readonly number: number
  readonly documents: ReadonlyMap<string, string>
  readonly folders: ReadonlySet<string>
}

const absent: Version = { number: 0, documents: new Map(), folders: new Set() }

/** What memory stores share: each store opened on the same one sees what the others commit. */
export class SharedMemory {
  readonly heads = new Map<string, Version>()
}

/** Keeps everything in this process; for tests. */
export class MemoryMetadataStore implements MetadataStore {
  readonly #memory: SharedMemory
  #closed = false

  constructor(memory: SharedMemory = new SharedMemory()) {
    this.#memory = memory
  }

  async domains(prefix: string): Promise<readonly string[]> {
    this.#verifyOpen()
    return [...this.#memory.heads.keys()].filter((domain) => domain.startsWith(prefix)).sort()
  }

  async read(domain: string): Promise<Tree> {
    verifyDomain(domain, where)
    this.#verifyOpen()
    return treeOf(domain, this.#memory.heads.get(domain) ?? absent, () => this.#verifyOpen())
  }

  async commit(domain: string, _message: string, intent: Intent): Promise<Tree> {
    return commitInTurns(
      {
        where: `${where} ${domain}`,
        tries,
        read: () => this.read(domain),
        swap: async (at, effect) => {
          const head = this.#memory.heads.get(domain) ?? absent
          if (versionText(head) !== at.version) return { kind: 'conflict', said: 'the head moved' }
          this.#verifyFree(domain)
          this.#memory.heads.set(domain, applyEffect(head, effect))
          return { kind: 'accepted', tree: await this.read(domain) }
        },
        pause: async () => undefined,
      },
      intent,
    )
  }

  async close(): Promise<void> {
    this.#closed = true
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #verifyOpen(): void {
    if (this.#closed) throw new MetadataStoreFault('store-closed', { where, found: 'that it was closed before' })
  }

  #verifyFree(domain: string): void {
    const other = [...this.#memory.heads.keys()].find(
      (head) => foldersOf(head).includes(domain) || foldersOf(domain).includes(head),
    )
    if (other === undefined) return
    throw new MetadataStoreFault('domain-taken', {
      where: `${where} ${domain}`,
      expected: 'a name that no other domain begins with',
      found: `the domain ${other}`,
    })
  }
}

function versionText(version: Version): string {
  return version.number === 0 ? '' : String(version.number)
}

function applyEffect(version: Version, effect: Effect): Version {
  const documents = new Map(version.documents)
  for (const [path, text] of effect.write) documents.set(path, text)
  for (const path of effect.remove) documents.delete(path)
  return { number: version.number + 1, documents, folders: new Set([...documents.keys()].flatMap(foldersOf)) }
}

function treeOf(domain: string, version: Version, verifyOpen: () => void): Tree {
  async function entry(path: string): Promise<Entry> {
    verifyPath(path, `${where} ${domain}`)
    verifyOpen()
    const text = version.documents.get(path)
    if (text !== undefined) return { kind: 'document', text }
    return version.folders.has(path) ? { kind: 'folder' } : undefined
  }
  return {
    domain,
    version: versionText(version),
    entry,
    async get(path) {
      const found = await entry(path)
      return found?.kind === 'document' ? found.text : undefined
    },
    async list(prefix) {
      verifyOpen()
      return [...version.documents.keys()].filter((path) => path.startsWith(prefix)).sort()
    },
  }
}
