import { backoffMs } from '../change/commit.ts'
import { MetadataStoreFault } from '../fault.ts'
import type { MetadataStoreOptions } from '../options.ts'
import type { Git, GitAnswer } from './git.ts'
import type { Remote } from './remote.ts'
import { faultOfGit, lastWord, wordsOfHook } from './words.ts'

export type Push =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'conflict'; readonly said: string }
  /** The connection ended before the answer: it may have been accepted. */
  | { readonly kind: 'unsure'; readonly fault: MetadataStoreFault }

/** How far back is looked for a commit whose push got no answer. */
const rememberedCommits = 256
const lockTries = 40
let storesOpened = 0

/** The branches of one prefix on a remote, as ids of commits that the cache then holds. */
export class Branches {
  readonly #git: Git
  readonly #remote: Remote
  readonly #prefix: string
  readonly #where: string
  readonly #chance: Pick<MetadataStoreOptions, 'random' | 'sleep'>
  readonly #name = `${process.pid}-${++storesOpened}`
  readonly #fetched = new Set<string>()
  #turn: Promise<unknown> = Promise.resolve()
  #shallow = true

  constructor(
    git: Git,
    remote: Remote,
    prefix: string,
    where: string,
    chance: Pick<MetadataStoreOptions, 'random' | 'sleep'>,
  ) {
    this.#git = git
    this.#remote = remote
    this.#prefix = prefix
    this.#where = where
    this.#chance = chance
  }

  /** Domains that have a branch. */
  async domains(): Promise<readonly string[]> {
    const start = this.#ref('')
    const answer = await this.#git.run(['ls-remote', '--heads', '--', this.#remote.address, `${start}*`])
    if (!answer.ok) throw this.#fault(answer, 'to list the branches')
    return answer.stdout
      .split('\n')
      .map((line) => line.slice(line.indexOf('\t') + 1))
      .filter((ref) => ref.startsWith(start))
      .map((ref) => ref.slice(start.length))
  }

  /** Fetches the domain's branch and gives its head's id, `''` when there is no such branch. */
  fetch(domain: string): Promise<string> {
    // What follows a commit that is here is little, and cheaper to ask for than to cut the history again.
    return this.#inTurn(() => this.#fetch(domain, this.#fetched.has(domain) ? undefined : 1))
  }

  /** The first of these commits that is the branch's head or one of those before it. */
  async findAccepted(domain: string, commits: readonly string[]): Promise<string | undefined> {
    const head = await this.#inTurn(() => this.#fetch(domain, rememberedCommits))
    if (head === '') return undefined
    const answer = await this.#git.run(['rev-list', `--max-count=${rememberedCommits}`, head])
    if (!answer.ok) throw this.#fault(answer, 'to read the latest commits')
    const past = new Set(answer.stdout.split('\n'))
    return commits.find((commit) => past.has(commit))
  }

  /** Makes the commit the head if the head is still `old` (`''`: if there is none). */
  async push(domain: string, old: string, commit: string): Promise<Push> {
    const ref = this.#ref(domain)
    const lease = `--force-with-lease=${ref}:${old}`
    const answer = await this.#git.run([
      ...['push', '--porcelain', '--no-verify', lease, '--', this.#remote.address, `${commit}:${ref}`],
    ])
    if (answer.ok) return { kind: 'accepted' }
    return this.#readRefusal(answer, domain)
  }

  /** Takes this store's own refs out of a kept cache; ones that stay behind do no harm. */
  async forget(): Promise<void> {
    const lines = [...this.#fetched].map((domain) => `delete ${this.#ownRef(domain)}\n`)
    if (lines.length > 0) await this.#git.run(['update-ref', '--stdin'], lines)
  }

  #readRefusal(answer: GitAnswer, domain: string): Push {
    const doing = `to write ${this.#ref(domain)}`
    const refusal = /^!\t[^\t]*\t(.*)$/m.exec(answer.stdout)?.[1]
    if (refusal === undefined || /^\[remote failure\]/.test(refusal)) {
      const fault = this.#fault(answer, doing)
      if (fault.code === 'store-denied' || fault.code === 'store-absent') throw fault
      return { kind: 'unsure', fault }
    }
    if (/exists; cannot create/.test(answer.stderr)) throw this.#taken(answer, domain)
    if (/declined|protected|deny|prohibited|denied/.test(refusal)) {
      throw new MetadataStoreFault('store-denied', {
        where: this.#where,
        expected: doing,
        found: `that the repository refuses it: ${this.#remote.redact(wordsOfHook(answer))}`,
        fix: 'Ask who keeps the repository, or give a metadata-token that its rules let through',
      })
    }
    if (
      isConflict(refusal) &&
      !/permission denied|unable to create directory|no space left|read-only file/i.test(answer.stderr)
    ) {
      return { kind: 'conflict', said: this.#remote.redact(`${refusal} ${lastWord(answer)}`) }
    }
    throw this.#fault(answer, doing)
  }

  async #fetch(domain: string, depth: number | undefined): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#git.run([
        ...['fetch', '--quiet', '--no-tags', '--no-auto-maintenance', '--no-write-fetch-head'],
        ...(this.#shallow && depth !== undefined ? [`--depth=${depth}`] : []),
        ...['--', this.#remote.address],
        ...[this.#ownRef(domain), this.#keptRef(domain)].map((local) => `+${this.#ref(domain)}:${local}`),
      ])
      if (answer.ok) {
        this.#fetched.add(domain)
        return this.#resolve(this.#ownRef(domain))
      }
      if (/couldn't find remote ref/.test(answer.stderr)) return ''
      if (this.#shallow && /not support (shallow|--depth)/.test(answer.stderr)) this.#shallow = false
      else if (isCacheLocked(answer) && attempt < lockTries) await this.#pause(attempt)
      else throw this.#fault(answer, `to read ${this.#ref(domain)}`)
    }
  }

  async #resolve(ref: string): Promise<string> {
    const answer = await this.#git.run(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`])
    if (!answer.ok) throw this.#fault(answer, `that ${ref} is a commit`)
    return answer.stdout.trim()
  }

  #pause(attempt: number): Promise<void> {
    return this.#chance.sleep(backoffMs(attempt, this.#chance.random()))
  }

  /** Fetches of one cache would meet at its lock files. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work)
    this.#turn = result.catch(() => undefined)
    return result
  }

  #ref(domain: string): string {
    return `refs/heads/${this.#prefix}/${domain}`
  }

  /** What this store fetched: another store on the same cache may be about to fetch an older head. */
  #ownRef(domain: string): string {
    return `refs/towpath/stores/${this.#name}/${flat(`${this.#prefix}/${domain}`)}`
  }

  /** Tells the remote in later runs what a kept cache has. */
  #keptRef(domain: string): string {
    return `refs/towpath/kept/${flat(`${this.#prefix}/${domain}`)}`
  }

  #fault(answer: GitAnswer, doing: string): MetadataStoreFault {
    return faultOfGit(answer, { where: this.#where, doing, redact: this.#remote.redact })
  }

  #taken(answer: GitAnswer, domain: string): MetadataStoreFault {
    return new MetadataStoreFault('domain-taken', {
      where: this.#where,
      expected: `to make the branch ${this.#prefix}/${domain}`,
      found: `that another branch has that name's beginning, or begins with it (${lastWord(answer)})`,
      fix: 'Rename that branch, or choose another prefix after the `#` of the metadata-store URL',
    })
  }
}

/** A local ref that never stands in the way of another that begins with its name. */
function flat(name: string): string {
  return name.replaceAll('/', '+')
}

function isConflict(refusal: string): boolean {
  return /stale info|cannot lock ref|failed to update ref|incorrect old value|fetch first|non-fast-forward|already exists|failed to lock/.test(
    refusal,
  )
}

function isCacheLocked(answer: GitAnswer): boolean {
  return /\.lock': File exists|cannot lock ref|unable to update local ref|shallow file has changed/.test(answer.stderr)
}
