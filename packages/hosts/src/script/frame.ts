import type { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { sh } from './sh.ts'

/**
 * What the shell is told to run (an ssh `exec` string, or the argument of `sh -c`), the same for every script: the rest comes by stdin, so
 * that no program text and no value ever stands in the arguments of a process. `read` and `head -c` read not one byte more than they
 * are told. The text comes in gzip: a third of it fits into the first flight of a connection that was idle, where the whole would wait for a round trip.
 */
export const shellCommand = sh`read -r size && script=$(head -c "$size" | gzip -dc) && eval "$script"`

/** Bytes that go together behind one length: each costs the host a `dd`, about 1 ms. */
const pieceBytes = 512 * 1024

/*
 * A script must never take half of its input for the whole, and must not run on when nobody waits for it. A shell sees only that its stdin
 * has ended, not why; so the input comes in pieces behind their lengths, `0` says that it was all, and the stream stays open until the
 * script has ended. If it ends sooner, the reader of the pieces kills the whole process group, itself included, by one signal: what reads from
 * it never sees an end. The text is one compound command: cut anywhere, it is no command at all.
 *
 * The reader's own pid is the first line that it passes on, because it has to be ended when the script has; by SIGPIPE, of which
 * shells say nothing. `dd` takes 64 KiB at a time where `head -c` takes 8. The subshell is not the left side of `||`, which would switch `set -e` off inside.
 */
const readerText = sh`
{
  exec 2> /dev/null
  read -r frame_reader frame_rest < /proc/self/stat
  echo "$frame_reader"
  while :; do
    read -r frame_size || kill -s KILL 0
    [ "$frame_size" != 0 ] || break
    dd bs=64K count="$frame_size" iflag=fullblock,count_bytes status=none || { exec > /dev/null; cat; kill -s KILL 0; }
  done
  exec > /dev/null
  read -r frame_size || :
  kill -s KILL 0
} | {
  read -r frame_reader
  (
`

const endText = sh`
  )
  frame_code=$?
  kill -s PIPE "$frame_reader" 2> /dev/null
  exit "$frame_code"
}
`

/** Text for `shellCommand` to evaluate. What follows on its stdin is the text's own. */
export function renderText(text: string): Buffer {
  const bytes = gzipSync(text)
  return Buffer.concat([lengthLine(bytes.length), bytes])
}

/** A rendered script in its frame, then its data in the pieces that the frame reads. Fails where the data does; then `0` is never said. */
export async function* frameInput(text: string, stdin: Readable | string): AsyncGenerator<Buffer, void, undefined> {
  yield renderText(`${readerText}${text}${endText}`)
  const source: Iterable<unknown> | AsyncIterable<unknown> = typeof stdin === 'string' ? [stdin] : stdin
  let waiting: Buffer[] = []
  let bytes = 0
  for await (const chunk of source) {
    const piece = asBuffer(chunk)
    waiting.push(piece)
    bytes += piece.length
    if (bytes < pieceBytes) continue
    yield lengthLine(bytes)
    yield* waiting
    waiting = []
    bytes = 0
  }
  if (bytes > 0) {
    yield lengthLine(bytes)
    yield* waiting
  }
  yield lengthLine(0)
}

function lengthLine(bytes: number): Buffer {
  return Buffer.from(`${bytes}\n`)
}

function asBuffer(chunk: unknown): Buffer {
  if (typeof chunk === 'string') return Buffer.from(chunk)
  if (chunk instanceof Uint8Array) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
  throw new TypeError('a script reads bytes and text only')
}
