import { backoffMs, commitInTurns, type Swap } from '../change/commit.ts'
import type { Effect, Tree } from '../change/effect.ts'
import { MetadataStoreFault } from '../fault.ts'
import type { Intent, MetadataStore } from '../metadata-store.ts'
import { verifyDomain } from '../names.ts'
import type { MetadataStoreOptions } from '../options.ts'
import { Branches } from './branches.ts'
import { type Cache, openCache } from './cache.ts'
import { renderCommitStream } from './commit-stream.ts'
import { verifyLocalRepository } from './local-path.ts'
import { ObjectReader } from './object-reader.ts'
import type { Remote } from './remote.ts'
import { gitTree } from './tree.ts'
import { faultOfGit } from './words.ts'

const defaultTries = 50
/** Pushes without an answer that one commit goes on after. */
const unsureTries = 3
let commitsMade = 0

export async function openGitStore(
  remote: Remote,
  prefix: string,
  options: MetadataStoreOptions,
): Promise<MetadataStore> {
  const where = `metadata store git:${remote.address}#${prefix}`
  if (remote.path !== undefined) await verifyLocalRepository(remote.path, where)
  return new GitMetadataStore(remote, prefix, where, options, await openCache(remote, options))
}

/** A branch a domain, driven by git's plumbing in a private cache (DESIGN §4). */
class GitMetadataStore implements MetadataStore {
  readonly #remote: Remote
  readonly #where: string
  readonly #options: MetadataStoreOptions
  readonly #cache: Cache
  readonly #branches: Branches
  readonly #objects: ObjectReader
  readonly #newest = new Map<string, Tree>()
  #closing: Promise<void> | undefined

  constructor(remote: Remote, prefix: string, where: string, options: MetadataStoreOptions, cache: Cache) {
    this.#remote = remote
    this.#where = where
    this.#options = options
    this.#cache = cache
    this.#branches = new Branches(cache.git, remote, prefix, where, options)
    this.#objects = new ObjectReader(cache.git)
  }

  async domains(prefix: string): Promise<readonly string[]> {
    this.#verifyOpen()
    return (await this.#branches.domains()).filter((domain) => domain.startsWith(prefix)).sort()
  }

  async read(domain: string): Promise<Tree> {
    verifyDomain(domain, this.#where)
    this.#verifyOpen()
    return this.#tree(domain, await this.#branches.fetch(domain))
  }

  commit(domain: string, message: string, intent: Intent): Promise<Tree> {
    const unsure: string[] = []
    const landed = async (): Promise<Tree | undefined> => {
      if (unsure.length === 0) return undefined
      const accepted = await this.#branches.findAccepted(domain, unsure)
      return accepted === undefined ? undefined : this.#tree(domain, accepted)
    }
    const swap = async (at: Tree, effect: Effect): Promise<Swap<Tree>> => {
      this.#verifyOpen()
      const commit = await this.#make(at.version, effect, message)
      const push = await this.#branches.push(domain, at.version, commit)
      if (push.kind === 'conflict') return push
      if (push.kind === 'accepted') return { kind: 'accepted', tree: this.#tree(domain, commit) }
      unsure.push(commit)
      const tree = await landed()
      if (tree !== undefined) return { kind: 'accepted', tree }
      if (unsure.length >= unsureTries) throw push.fault
      return { kind: 'conflict', said: push.fault.message }
    }
    const turns = {
      where: `${this.#where} ${domain}`,
      tries: this.#options.tries ?? defaultTries,
      read: () => this.read(domain),
      landed,
      swap,
      pause: (attempt: number) => this.#options.sleep(backoffMs(attempt, this.#options.random())),
    }
    return commitInTurns(turns, intent)
  }

  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  async #end(): Promise<void> {
    if (this.#options.cacheFolder !== undefined) await this.#branches.forget()
    await this.#cache.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** Keeps the newest tree of a domain, so that a version is listed once. */
  #tree(domain: string, version: string): Tree {
    const known = this.#newest.get(domain)
    if (known?.version === version) return known
    const tree = gitTree(domain, version, `${this.#where} ${domain}`, {
      list: (commit) => this.#list(commit),
      text: (blob, path) => this.#text(blob, `${this.#where} ${domain} ${path}`),
    })
    this.#newest.set(domain, tree)
    return tree
  }

  async #list(commit: string): Promise<ReadonlyMap<string, string>> {
    this.#verifyOpen()
    const answer = await this.#cache.git.run(['ls-tree', '-r', '-z', '--full-tree', commit])
    if (!answer.ok) throw this.#fault(answer, `to list the commit ${commit}`)
    const documents = new Map<string, string>()
    for (const line of answer.stdout.split('\0')) {
      const [, blob, path] = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
      if (blob !== undefined && path !== undefined) documents.set(path, blob)
    }
    return documents
  }

  async #text(blob: string, place: string): Promise<string> {
    this.#verifyOpen()
    const bytes = await this.#objects.read(blob).catch((cause: unknown) => {
      this.#verifyOpen()
      throw cause instanceof MetadataStoreFault ? cause : corruptFault(place, this.#remote.redact(String(cause)), cause)
    })
    if (bytes === undefined) throw corruptFault(place, `that its blob ${blob} is missing`)
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    } catch (cause) {
      throw corruptFault(place, 'bytes that are not UTF-8', cause)
    }
  }

  async #make(parent: string, effect: Effect, message: string): Promise<string> {
    const chance = Math.floor(this.#options.random() * 2 ** 48).toString(16)
    const nonce = `${process.pid}-${++commitsMade}-${chance.padStart(12, '0')}`
    const stream = renderCommitStream(effect, { parent, message, at: this.#options.now(), nonce })
    const answer = await this.#cache.git.run(['fast-import', '--quiet', '--done', '--date-format=raw'], stream)
    const commit = answer.stdout.trim()
    if (!answer.ok || !/^[0-9a-f]{40,64}$/.test(commit)) throw this.#fault(answer, 'to make a commit in the cache')
    return commit
  }

  #fault(answer: Parameters<typeof faultOfGit>[0], doing: string): MetadataStoreFault {
    this.#verifyOpen()
    return faultOfGit(answer, { where: this.#where, doing, redact: this.#remote.redact })
  }

  #verifyOpen(): void {
    if (this.#closing === undefined) return
    throw new MetadataStoreFault('store-closed', { where: this.#where, found: 'that it was closed before' })
  }
}

function corruptFault(where: string, found: string, cause?: unknown): MetadataStoreFault {
  const fix = 'Look at the repository with `git fsck`; a cache folder of git that was kept can be removed'
  return new MetadataStoreFault('store-corrupt', { where, expected: 'a text document', found, fix }, { cause })
}
