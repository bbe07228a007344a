import { readFile, stat } from 'node:fs/promises'
import { StepFault } from '../step-fault.ts'

/** The bytes of a file; null when there is none, also when a folder on the way lacks. Fault: `file-unreadable` for any other reason. */
export async function readIfThere(file: string): Promise<Buffer | null> {
  return (await unlessAbsent(file, readFile(file))) ?? null
}

export async function readTextIfThere(file: string): Promise<string | null> {
  return (await readIfThere(file))?.toString('utf8') ?? null
}

/** Whether a folder stands at a path. Fault: `file-unreadable` when that can't be seen. */
export async function isFolder(path: string): Promise<boolean> {
  return (await unlessAbsent(path, stat(path)))?.isDirectory() === true
}

async function unlessAbsent<T>(path: string, reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (cause) {
    if (isAbsent(cause)) return undefined
    throw new StepFault(
      'file-unreadable',
      {
        where: path,
        expected: 'a file that this user may read',
        found: cause instanceof Error ? cause.message : String(cause),
        fix: 'Look at what stands there and who owns it',
      },
      { cause },
    )
  }
}

function isAbsent(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')
}
