import type { Digest } from '@towpath/descriptor'
import {
  type EnvironmentState,
  environmentPaths,
  parseRevision,
  type Revision,
  verifyRevisionChain,
} from '@towpath/environment'
import type { Snapshot } from '@towpath/metadata-store'
import { StepFault } from '../step-fault.ts'
import { placeOf, readDocument, type Stored, verifyDigest } from './documents.ts'

/** The revisions of one snapshot, each read once and believed only if the state, or the one after it, names its digest. */
export class RevisionChain {
  readonly #at: Snapshot
  readonly #environment: string
  readonly #state: EnvironmentState
  readonly #read = new Map<number, Promise<Stored<Revision>>>()
  readonly #verified = new Map<number, Revision>()

  constructor(at: Snapshot, environment: string, state: EnvironmentState) {
    this.#at = at
    this.#environment = environment
    this.#state = state
  }

  /** Throws `revision-unknown`, `document-missing`, `digest-mismatch`, or `chain-broken` of `@towpath/environment`. */
  async revision(number: number): Promise<Revision> {
    const { desired } = this.#state
    if (desired === null || number < 1 || number > desired.number) throw this.#unknown(number)
    for (let next = this.#nearestNamed(number); next > number; next -= 1) await this.#verify(next)
    return this.#verify(number)
  }

  /** The lowest number from here on whose digest is known without reading: everything below it hangs on it. */
  #nearestNamed(number: number): number {
    const { desired, deployed } = this.#state
    const known = [...this.#verified.keys(), desired?.number ?? number, deployed?.number ?? number]
    return Math.min(...known.filter((one) => one >= number))
  }

  async #verify(number: number): Promise<Revision> {
    const known = this.#verified.get(number)
    if (known !== undefined) return known
    const { value, digest } = await this.#document(number)
    this.#verifyNamed(number, digest)
    verifyRevisionChain(value, number === 1 ? null : (await this.#document(number - 1)).digest)
    this.#verified.set(number, value)
    return value
  }

  /** What comes before is named by the revision after it, which `verifyRevisionChain` compares. */
  #verifyNamed(number: number, digest: Digest): void {
    const { desired, deployed } = this.#state
    for (const named of [desired, deployed]) {
      if (named?.number !== number) continue
      const where = placeOf(this.#at, environmentPaths.revision(number))
      verifyDigest(where, digest, { digest: named.digest, by: environmentPaths.state })
    }
  }

  #document(number: number): Promise<Stored<Revision>> {
    const reading = this.#read.get(number) ?? this.#readDocument(number)
    this.#read.set(number, reading)
    return reading
  }

  async #readDocument(number: number): Promise<Stored<Revision>> {
    const path = environmentPaths.revision(number)
    const found = await readDocument(this.#at, path, parseRevision)
    if (found !== null && found.value.environment === this.#environment && found.value.number === number) return found
    throw new StepFault('document-missing', {
      where: placeOf(this.#at, path),
      expected: `${this.#environment}@${number}`,
      found: found === null ? 'nothing' : `${found.value.environment}@${found.value.number}`,
      fix: 'Something was changed in the metadata store: restore it from a copy or its history',
    })
  }

  #unknown(number: number): StepFault {
    const newest = this.#state.desired?.number
    return new StepFault('revision-unknown', {
      where: `${this.#environment}@${number}`,
      expected: newest === undefined ? 'a revision' : `a number from 1 to ${newest}`,
      found: newest === undefined ? `${this.#environment} has none` : `${number}`,
      fix: newest === undefined ? `Promote something to ${this.#environment} first` : 'Name one that is there',
    })
  }
}
