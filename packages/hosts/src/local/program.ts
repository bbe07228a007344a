import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Puts the self-contained program of supervisor and proxy at `<root>/bin/<sha256>.mjs` and says where. A rerun changes only its time, by which the supervisor knows what no step uses any more. */
export async function installProgram(root: string, source: string, now = new Date()): Promise<string> {
  const bytes = await readFile(source)
  const digest = sha256(bytes)
  const target = join(root, 'bin', `${digest}.mjs`)
  if ((await digestThere(target)) === digest) {
    await utimes(target, now, now)
    return target
  }
  await mkdir(dirname(target), { recursive: true })
  const temporary = `${target}.${process.pid}.tmp`
  await writeFile(temporary, bytes, { mode: 0o600, flush: true })
  await rename(temporary, target)
  return target
}

async function digestThere(path: string): Promise<string | undefined> {
  try {
    return sha256(await readFile(path))
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw cause
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
