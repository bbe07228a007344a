import { bareDigest } from '@towpath/descriptor'
import { type Built, builtKey, type Provenance } from '@towpath/environment'

export interface WhoToAsk {
  /** null: nobody can be asked. */
  readonly token: string | null
  readonly apiUrl: string
  /** `https://github.com`, or that of a GitHub Enterprise Server, which keeps no attestations. */
  readonly serverUrl: string
}

const github = 'github.com/'

/** What GitHub's attestations say of archives, each asked for once, however often a plan is made again. */
export class Attestations {
  readonly #ask: WhoToAsk
  readonly #known = new Map<string, Promise<Provenance>>()

  constructor(ask: WhoToAsk) {
    this.#ask = ask
  }

  /** All that was found out so far, with what is needed now. */
  async read(needed: readonly Built[]): Promise<Readonly<Record<string, Provenance>>> {
    for (const built of needed) {
      const key = builtKey(built)
      this.#known.set(key, this.#known.get(key) ?? this.#find(built))
    }
    const entries = await Promise.all([...this.#known].map(async ([key, found]) => [key, await found] as const))
    return Object.fromEntries(entries)
  }

  async #find({ digest, repository }: Built): Promise<Provenance> {
    const { token, apiUrl, serverUrl } = this.#ask
    if (!repository.startsWith(github) || serverUrl !== 'https://github.com')
      return { kind: 'unknown', reason: 'attestations are kept by github.com, for its repositories' }
    if (token === null) return { kind: 'unknown', reason: 'there is no token to ask GitHub with' }
    // Loaded only here: most environments ask for no provenance.
    const { findProvenance, sigstoreTrust } = await import('@towpath/github')
    const built = { sha256: bareDigest(digest), repository: repository.slice(github.length) }
    return findProvenance(built, { token, apiUrl, trust: sigstoreTrust() })
  }
}
