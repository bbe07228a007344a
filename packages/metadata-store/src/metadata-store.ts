import type { Fault } from '@towpath/fault'

/** Versioned text documents, kept in domains that are read, written and guarded apart from each other (DESIGN §4). */
export interface MetadataStore extends AsyncDisposable {
  /** Names of the domains that exist and begin with `prefix`, sorted (`''` for all). */
  domains(prefix: string): Promise<readonly string[]>
  /** One consistent version, the newest; a domain that is absent reads as an empty snapshot. */
  read(domain: string): Promise<Snapshot>
  /**
   * Applies the intent to the newest snapshot by compare-and-swap. On a conflict the intent is called again with the new
   * head, so it must decide from the snapshot that it is given; nothing is ever rebased. A change that alters nothing
   * makes no version and gives back the snapshot. Fails with `conflict` (retryable) when others were faster every time.
   */
  commit(domain: string, message: string, intent: Intent): Promise<Snapshot>
  /** Ends the adapter's processes and removes its temporary files. Snapshots can't be read afterwards. */
  close(): Promise<void>
}

export type Intent = (at: Snapshot) => Promise<Change | Refusal>

/** A domain at one version. It stays as it is, whatever is committed later, until its store is closed. */
export interface Snapshot {
  readonly domain: string
  /** Opaque, differs between any two versions; `''` when the domain is absent. */
  readonly version: string
  /** The document's text, or undefined when there is none. */
  get(path: string): Promise<string | undefined>
  /** Full paths that begin with `prefix`, sorted (`''` for all). */
  list(prefix: string): Promise<readonly string[]>
}

/** What an intent wants. A path stands in one of the three at most. */
export interface Change {
  readonly kind: 'change'
  /** Written once: the same text again is fine, other text is the fault `frozen`. */
  readonly create?: Readonly<Record<string, string>>
  readonly write?: Readonly<Record<string, string>>
  /** Removing what is absent is fine. */
  readonly remove?: readonly string[]
}

/** The intent does not want to go on: commit throws this very fault, and nothing is written. */
export interface Refusal {
  readonly kind: 'refusal'
  readonly fault: Fault
}
