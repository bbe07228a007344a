import { readFile } from 'node:fs/promises'
import { StepFault } from '../step-fault.ts'

/** The bytes of a file; null when there is none, also when a folder on the way lacks. Fault: `file-unreadable` for any other reason. */
export async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file)
  } catch (cause) {
    if (isAbsent(cause)) return null
    throw new StepFault(
      'file-unreadable',
      {
        where: file,
        expected: 'a file that this user may read',
        found: cause instanceof Error ? cause.message : String(cause),
        fix: 'Look at what stands there and who owns it',
      },
      { cause },
    )
  }
}

export async function readTextIfThere(file: string): Promise<string | null> {
  return (await readIfThere(file))?.toString('utf8') ?? null
}

function isAbsent(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')
}
