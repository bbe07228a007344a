import { close, constants, open, read } from 'node:fs'
import path from 'node:path'
import { ArchiveFault } from '../archive-fault.ts'
import type { EntryHead, FileHead } from '../file-entry.ts'

/** Files up to this size are read whole before their turn; larger ones are streamed in theirs. */
export const smallFileBytes = 256 * 1024
const mostFilesAhead = 32
const mostBytesAhead = 8 * 1024 * 1024

/** `bytes` of a small file; a large one, symlink or folder comes without. */
export interface ReadyEntry {
  readonly entry: EntryHead
  readonly bytes: Buffer | undefined
}

type Outcome = { readonly bytes: Buffer | undefined } | { readonly error: unknown }

/** Gives the entries in order, with small files already read: several at once, while earlier ones are being packed. */
export async function* readAhead(
  folder: string,
  entries: readonly EntryHead[],
): AsyncGenerator<ReadyEntry, void, undefined> {
  const ahead: { entry: EntryHead; outcome: Promise<Outcome> }[] = []
  let bytesAhead = 0
  let next = 0
  try {
    while (next < entries.length || ahead.length > 0) {
      let entry = entries[next]
      while (entry !== undefined && ahead.length < mostFilesAhead && bytesAhead < mostBytesAhead) {
        ahead.push({ entry, outcome: outcomeOf(folder, entry) })
        bytesAhead += heldBytes(entry)
        next += 1
        entry = entries[next]
      }
      const first = ahead.shift()
      if (first === undefined) return
      const outcome = await first.outcome
      bytesAhead -= heldBytes(first.entry)
      if ('error' in outcome) throw outcome.error
      yield { entry: first.entry, bytes: outcome.bytes }
    }
  } finally {
    await Promise.all(ahead.map(({ outcome }) => outcome))
  }
}

function heldBytes(entry: EntryHead): number {
  return entry.kind === 'file' && entry.size <= smallFileBytes ? entry.size : 0
}

function outcomeOf(folder: string, entry: EntryHead): Promise<Outcome> {
  if (entry.kind !== 'file' || entry.size > smallFileBytes) return Promise.resolve({ bytes: undefined })
  return readSmallFile(folder, entry).then(
    (bytes) => ({ bytes }),
    (error: unknown) => ({ error }),
  )
}

/** Callbacks: file handles and their promises cost three times as much, and there are 18,000 files in a node_modules. */
function readSmallFile(folder: string, file: FileHead): Promise<Buffer> {
  const absolute = path.join(folder, file.path)
  return new Promise((resolve, reject) => {
    open(absolute, readFlags, (cannotOpen, descriptor) => {
      if (cannotOpen !== null) return reject(unreadable(absolute, cannotOpen))
      // One byte more than expected shows that it has grown. It never reads less at once: a regular file of 256 KiB.
      const buffer = Buffer.allocUnsafe(file.size + 1)
      read(descriptor, buffer, 0, buffer.length, 0, (cannotRead, bytesRead) => {
        close(descriptor, () => {
          if (cannotRead !== null) reject(unreadable(absolute, cannotRead))
          else if (bytesRead !== file.size) reject(changed(absolute, file.size))
          else resolve(buffer.subarray(0, file.size))
        })
      })
    })
  })
}

/** Not through a symlink, and without waiting, should something else stand there by now. */
export const readFlags: number = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

export function unreadable(file: string, cause: unknown): ArchiveFault {
  const found = cause instanceof Error ? cause.message : String(cause)
  return new ArchiveFault('file-unreadable', { where: file, expected: 'a file that can be read', found }, { cause })
}

export function changed(file: string, sizeBytes: number): ArchiveFault {
  return new ArchiveFault(
    'file-changed',
    {
      where: file,
      expected: `the ${sizeBytes} bytes that it had when packing began`,
      found: 'another size',
      fix: 'Let nothing write into the folder while it is packed, or exclude the file',
    },
    { retryable: true },
  )
}
