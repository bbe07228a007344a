import { TextDecoder } from 'node:util'
import { ArchiveFault } from '../archive-fault.ts'
import type { FileEntry } from '../file-entry.ts'
import { defaultLimits, type Limits, Tally } from '../limits.ts'
import { OrderedPaths } from '../path-order.ts'
import { parseFileIndexLine } from './line.ts'

/** A path and a target at their longest, each character escaped. */
const longestLineBytes = 64 * 1024
const newline = 0x0a

/**
 * The entries of a file index, one after the other; memory stays flat. Stops at the first line that is malformed, out of
 * order, twice there, unsafe, or below something that is not a folder, and at the limits (default: FORMATS').
 */
export async function* readFileIndex(
  stream: AsyncIterable<Uint8Array>,
  limits: Limits = defaultLimits,
): AsyncGenerator<FileEntry, void, undefined> {
  const paths = new OrderedPaths()
  const tally = new Tally(limits)
  let number = 0
  for await (const text of lines(stream)) {
    number += 1
    const entry = parseFileIndexLine(text, number)
    const objection = paths.objectionTo(entry.path)
    if (objection !== undefined) throw indexFault(number, 'paths in the order of their bytes, each once', objection)
    tally.add(entry.path, entry.kind === 'file' ? entry.size : 0)
    yield entry
  }
}

async function* lines(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let rest = Buffer.alloc(0)
  let number = 0
  for await (const bytes of stream) {
    const chunk =
      rest.length === 0 ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) : Buffer.concat([rest, bytes])
    let start = 0
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      number += 1
      yield decode(decoder, chunk.subarray(start, end), number)
      start = end + 1
    }
    rest = Buffer.from(chunk.subarray(start))
    if (rest.length > longestLineBytes) {
      throw indexFault(number + 1, `at most ${longestLineBytes} bytes in a line`, 'a longer one')
    }
  }
  if (rest.length > 0) throw indexFault(number + 1, 'a newline at its end', 'the end of the file index')
}

function decode(decoder: TextDecoder, bytes: Uint8Array, number: number): string {
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw indexFault(number, 'UTF-8', 'other bytes', cause)
  }
}

function indexFault(line: number, expected: string, found: string, cause?: unknown): ArchiveFault {
  return new ArchiveFault('index-invalid', { where: `File index, line ${line}`, expected, found }, { cause })
}
