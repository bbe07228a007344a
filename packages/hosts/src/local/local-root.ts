import { realpath } from 'node:fs/promises'
import { basename, dirname, join, normalize, relative } from 'node:path'
import { HostFault } from '../host-fault.ts'

export interface RootRules {
  /** Home of the user that deploys: what `~/` stands for. */
  readonly home: string
  /** Folders that go away while processes stay: a runner's workspace and temporary folder. */
  readonly forbiddenRoots: readonly string[]
}

/** The root folder of `connection: local` as an absolute path. @throws HostFault `root-refused`. */
export async function resolveRoot(group: string, root: string, rules: RootRules): Promise<string> {
  const absolute = normalize(root.startsWith('~/') ? join(rules.home, root.slice(2)) : root).replace(/\/+$/, '')
  if (!absolute.startsWith('/')) {
    throw refused(group, 'an absolute path, or one beginning with `~/`', root === '/' ? '`/`' : root)
  }
  const real = await realLocation(absolute)
  for (const folder of rules.forbiddenRoots) {
    if (folder === '') continue
    const way = relative(await realLocation(normalize(folder)), real)
    if (way === '' || !(way === '..' || way.startsWith('../'))) {
      throw refused(
        group,
        'a folder that outlives the job: the workspace goes, the processes stay',
        `${absolute} in ${folder}`,
      )
    }
  }
  return absolute
}

/** Where a path really is, symlinks followed as far as it exists. */
async function realLocation(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (cause) {
    if (path === '/' || !(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause
    return join(await realLocation(dirname(path)), basename(path))
  }
}

function refused(group: string, expected: string, found: string): HostFault {
  const fix = 'Choose another `root`, such as `~/.towpath/hosts`'
  return new HostFault('root-refused', { where: `hostGroups.${group}.root`, expected, found, fix })
}
