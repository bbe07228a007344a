import { mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { unlessAbsent } from './file-fault.ts'
import { isGone, type Owner, parseOwner } from './owner.ts'

/**
 * A folder of one writer below `parent`, on the file system of the layout, so that files move into place by rename(2). Its name
 * says whose it is; what killed writers left is removed here.
 */
export async function withScratch<T>(parent: string, self: Owner, work: (scratch: string) => Promise<T>): Promise<T> {
  await mkdir(parent, { recursive: true })
  await sweep(parent, self)
  const scratch = await mkdtemp(join(parent, `${encodeOwner(self)}-`))
  try {
    return await work(scratch)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Writes the chunks, makes them durable, and puts the file into place at once; an existing one is replaced. */
export async function writeInto(
  path: string,
  temporary: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  const file = await open(temporary, 'w', 0o644)
  try {
    for await (const chunk of chunks) await file.writeFile(chunk)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
  const folder = await open(dirname(path))
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function sweep(parent: string, self: Owner): Promise<void> {
  for (const name of (await unlessAbsent(readdir(parent))) ?? []) {
    const owner = decodeOwner(name)
    if (owner !== undefined && (await isGone(owner, self)))
      await rm(join(parent, name), { recursive: true, force: true })
  }
}

function encodeOwner(owner: Owner): string {
  // At most 210 of the 255 bytes of a name: HOST_NAME_MAX is 64. It is whole, since it is compared.
  return Buffer.from(JSON.stringify([owner.host, owner.boot, owner.space, owner.pid, owner.start])).toString(
    'base64url',
  )
}

function decodeOwner(name: string): Owner | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(name.slice(0, -7), 'base64url').toString())
    if (!Array.isArray(value)) return undefined
    const [host, boot, space, pid, start] = value
    return parseOwner(JSON.stringify({ host, boot, space, pid, start }))
  } catch {
    return undefined
  }
}
