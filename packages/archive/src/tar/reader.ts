import { damaged, foreign, truncated } from '../archive-fault.ts'
import type { EntryHead } from '../file-entry.ts'
import { blockBytes, endOfTar, paddingAfter, renderTarHeader } from './header.ts'
import { parseTarHeader } from './parse-header.ts'
import { type PaxRecords, parsePaxRecords } from './pax.ts'

/** `blocks` are an entry's header blocks as they stand in the archive, valid until the next event is asked for. */
export type TarEvent =
  | { readonly kind: 'entry'; readonly entry: EntryHead; readonly blocks: Buffer }
  | { readonly kind: 'content'; readonly bytes: Buffer }
  | { readonly kind: 'entry-end'; readonly entry: EntryHead }

/** Path and target at their longest, with their keys. */
const largestPaxBytes = 16 * 1024

type Awaited =
  | { readonly part: 'header'; readonly pax?: { readonly records: PaxRecords; readonly blocks: Buffer } }
  | { readonly part: 'pax'; readonly sizeBytes: number; readonly header: Buffer }
  | { readonly part: 'content'; readonly entry: EntryHead; left: number; readonly sizeBytes: number }
  | { readonly part: 'padding'; readonly sizeBytes: number }
  | { readonly part: 'second-zero-block' }
  | { readonly part: 'nothing' }

/**
 * Reads a tar stream chunk by chunk, and only the one form of it that `renderTarHeader` writes: each header is rendered
 * again from what was read and compared, so that no other reader of tar can find anything else in the same bytes.
 */
export class TarReader {
  #awaited: Awaited = { part: 'header' }
  #carry: Buffer = Buffer.alloc(0)
  #modifiedAt: number | undefined;

  /** @throws ArchiveFault `archive-damaged`, `archive-foreign`, `entry-unsupported`, `path-refused`, `symlink-leaves`. */
  *push(bytes: Buffer): Generator<TarEvent, void, undefined> {
    let chunk = this.#carry.length === 0 ? bytes : Buffer.concat([this.#carry, bytes])
    this.#carry = Buffer.alloc(0)
    for (;;) {
      const awaited = this.#awaited
      if (awaited.part === 'content') {
        const content = chunk.subarray(0, awaited.left)
        awaited.left -= content.length
        chunk = chunk.subarray(content.length)
        if (content.length > 0) yield { kind: 'content', bytes: content }
        if (awaited.left > 0) return
        yield { kind: 'entry-end', entry: awaited.entry }
        const sizeBytes = paddingAfter(awaited.sizeBytes)
        this.#awaited = sizeBytes > 0 ? { part: 'padding', sizeBytes } : { part: 'header' }
        continue
      }
      const needed = neededBytes(awaited)
      if (chunk.length < needed || chunk.length === 0) break
      const event = this.#take(awaited, chunk.subarray(0, needed))
      chunk = chunk.subarray(needed)
      if (event !== undefined) yield event
    }
    this.#carry = chunk
  }

  /** To be called when the stream is over. @throws ArchiveFault `archive-truncated` when something is missing. */
  end(): void {
    if (this.#awaited.part !== 'nothing') {
      throw truncated('two blocks of zeros at its end')
    }
  }

  #take(awaited: Exclude<Awaited, { part: 'content' }>, bytes: Buffer): TarEvent | undefined {
    switch (awaited.part) {
      case 'header':
        if (isZero(bytes) && awaited.pax === undefined) {
          this.#awaited = { part: 'second-zero-block' }
          return undefined
        }
        return this.#takeHeader(bytes, awaited.pax)
      case 'pax': {
        const content = bytes.subarray(0, awaited.sizeBytes)
        const records = parsePaxRecords(content)
        this.#awaited = { part: 'header', pax: { records, blocks: Buffer.concat([awaited.header, bytes]) } }
        return undefined
      }
      case 'padding':
        if (!isZero(bytes)) throw foreign('zeros behind a file’s content', 'other bytes')
        this.#awaited = { part: 'header' }
        return undefined
      case 'second-zero-block':
        if (!isZero(bytes)) throw foreign('two blocks of zeros at the end', 'one')
        this.#awaited = { part: 'nothing' }
        return undefined
      case 'nothing':
        throw foreign('nothing behind the end of the archive', 'more bytes')
    }
  }

  #takeHeader(bytes: Buffer, pax: { records: PaxRecords; blocks: Buffer } | undefined): TarEvent | undefined {
    const header = parseTarHeader(bytes, pax?.records)
    if (header.kind === 'pax') {
      if (header.sizeBytes > largestPaxBytes) {
        throw damaged(`at most ${largestPaxBytes} bytes of pax records`, `${header.sizeBytes}`)
      }
      this.#awaited = { part: 'pax', sizeBytes: header.sizeBytes, header: Buffer.from(bytes) }
      return undefined
    }
    const { entry } = header
    this.#modifiedAt ??= header.modifiedAt
    const blocks = pax === undefined ? bytes : Buffer.concat([pax.blocks, bytes])
    if (!renderTarHeader(entry, this.#modifiedAt).equals(blocks)) {
      throw foreign(
        `${JSON.stringify(entry.path)} as towpath packs it: owner 0, no names, mode 0644 or 0755, one time for all`,
        'another header',
      )
    }
    const sizeBytes = entry.kind === 'file' ? entry.size : 0
    this.#awaited = { part: 'content', entry, left: sizeBytes, sizeBytes }
    return { kind: 'entry', entry, blocks }
  }
}

function neededBytes(awaited: Exclude<Awaited, { part: 'content' }>): number {
  if (awaited.part === 'padding') return awaited.sizeBytes
  if (awaited.part === 'pax') return awaited.sizeBytes + paddingAfter(awaited.sizeBytes)
  return awaited.part === 'nothing' ? 1 : blockBytes
}

function isZero(bytes: Buffer): boolean {
  return bytes.equals(endOfTar.subarray(0, bytes.length))
}
