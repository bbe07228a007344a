import { type FileHandle, open } from 'node:fs/promises'
import path from 'node:path'
import type { FileHead } from '../file-entry.ts'
import { changed, readFlags, unreadable } from './read-ahead.ts'

const chunkBytes = 512 * 1024

/** A file's bytes, two chunks in turn: one is read while the other is used, so each is valid until the next is asked for. */
export async function* readLargeFile(folder: string, file: FileHead): AsyncGenerator<Buffer, void, undefined> {
  const absolute = path.join(folder, file.path)
  const handle = await open(absolute, readFlags).catch((cause: unknown) => {
    throw unreadable(absolute, cause)
  })
  try {
    const spare: [Buffer, Buffer] = [Buffer.allocUnsafeSlow(chunkBytes), Buffer.allocUnsafeSlow(chunkBytes)]
    let offset = 0
    let reading = readChunk(handle, absolute, spare[0], offset)
    for (;;) {
      const bytes = await reading
      offset += bytes.length
      if (offset > file.size || (bytes.length === 0 && offset < file.size)) throw changed(absolute, file.size)
      if (bytes.length === 0) return
      spare.reverse()
      reading = readChunk(handle, absolute, spare[0], offset)
      // Should the consumer stop here, nobody waits for this one.
      reading.catch(() => undefined)
      yield bytes
    }
  } finally {
    await handle.close()
  }
}

async function readChunk(handle: FileHandle, file: string, buffer: Buffer, offset: number): Promise<Buffer> {
  try {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset)
    return buffer.subarray(0, bytesRead)
  } catch (cause) {
    throw unreadable(file, cause)
  }
}
