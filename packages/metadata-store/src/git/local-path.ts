import { access, constants, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { MetadataStoreFault } from '../fault.ts'

/** Throws unless a readable repository is at the path. git itself says the same words for absent, unreadable and foreign. */
export async function verifyLocalRepository(path: string, where: string): Promise<void> {
  const found = await tried(() => stat(path), path, where)
  if (found === undefined) {
    throw new MetadataStoreFault('store-absent', {
      where,
      expected: 'a git repository',
      found: `that ${path} does not exist`,
      fix: `Check the path, or make a new store with \`git init --bare ${path}\``,
    })
  }
  if (!found.isDirectory()) throw notARepository(where, `the file ${path}`)
  await tried(() => access(path, constants.R_OK | constants.X_OK), path, where)
  const heads = [join(path, 'HEAD'), join(path, '.git')]
  const there = await Promise.all(
    heads.map((head) => tried(() => access(head, constants.R_OK).then(() => true), head, where)),
  )
  if (!there.includes(true)) throw notARepository(where, `a folder that is none, ${path}`)
}

/** Undefined when nothing is there; `store-denied` when the file system forbids to look. */
async function tried<T>(look: () => Promise<T>, path: string, where: string): Promise<T | undefined> {
  try {
    return await look()
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    if (code !== 'EACCES' && code !== 'EPERM') throw cause
    throw new MetadataStoreFault(
      'store-denied',
      {
        where,
        expected: 'a git repository that this user may read',
        found: `no permission for ${path}`,
        fix: 'Give the user that runs this step read and write permission there',
      },
      { cause },
    )
  }
}

function notARepository(where: string, found: string): MetadataStoreFault {
  return new MetadataStoreFault('store-unreadable', {
    where,
    expected: 'a git repository',
    found,
    fix: 'Check the metadata-store URL; `git init --bare <folder>` makes a new store',
  })
}
