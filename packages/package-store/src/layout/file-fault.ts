import { fault, PackageStoreFault } from '../fault.ts'

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** What the file system said, as a fault that names the path. Faults pass as they are. */
export function fileFault(error: unknown, path: string): PackageStoreFault {
  if (error instanceof PackageStoreFault) return error
  const found = error instanceof Error ? error.message : String(error)
  const code = errorCode(error)
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return fault(
        'disk-full',
        { where: path, expected: 'room to write', found: code, fix: 'Free some space and run again' },
        { cause: error },
      )
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return fault(
        'denied',
        { where: path, expected: 'to be allowed', found: code, fix: "Check the folder's owner and mode" },
        { cause: error },
      )
    case 'ENOENT':
      return fault('not-found', { where: path, expected: 'a file', found: 'none' }, { cause: error })
    case 'ENOTDIR':
    case 'EISDIR':
    case 'EEXIST':
      return fault(
        'store-damaged',
        { where: path, expected: 'an OCI layout', found, fix: 'Choose a folder that holds nothing else' },
        { cause: error },
      )
    case 'EMFILE':
    case 'ENFILE':
    case 'EBUSY':
    case 'EIO':
      return fault(
        'unreachable',
        { where: path, expected: 'to read and write', found },
        { cause: error, retryable: code !== 'EIO' },
      )
    default:
      return fault('unreachable', { where: path, expected: 'to read and write', found }, { cause: error })
  }
}

/** Runs it and turns what the file system says into a fault. */
export async function onFiles<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw fileFault(error, path)
  }
}

/** The value, or `undefined` when the path is not there. */
export async function unlessAbsent<T>(value: Promise<T>): Promise<T | undefined> {
  try {
    return await value
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
