import { lstatSync, readlinkSync } from 'node:fs'
import path from 'node:path'
import { ArchiveFault } from '../archive-fault.ts'
import { objectionToTarget } from '../package-path.ts'

/** As many as Linux follows. */
const mostSteps = 40

/**
 * The target of a symlink in the folder, checked as text and as the file system would follow it, through symlinks that
 * may not be packed themselves. A target that does not exist is kept: it may come to exist on the host.
 * @throws ArchiveFault `symlink-leaves`.
 */
export function readSymlink(folder: string, symlink: string): string {
  const raw = readlinkSync(path.join(folder, symlink), { encoding: 'buffer' })
  const target = raw.toString('utf8')
  const notText = Buffer.from(target).equals(raw) ? undefined : 'text that is not UTF-8'
  const objection = notText ?? objectionToTarget(symlink, target) ?? objectionOnDisk(folder, symlink, target)
  if (objection !== undefined) {
    throw new ArchiveFault('symlink-leaves', {
      where: `Symlink ${JSON.stringify(symlink)} → ${JSON.stringify(target)}`,
      expected: 'a relative target inside the package',
      found: objection,
      fix: 'Point it at something in the package, replace it by a copy, or exclude it',
    })
  }
  return target
}

function objectionOnDisk(folder: string, symlink: string, target: string): string | undefined {
  const reached = symlink.split('/').slice(0, -1)
  const ahead = target.split('/').reverse()
  let steps = 0
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    if (name === '' || name === '.') continue
    if (name === '..') {
      if (reached.pop() === undefined) return 'a way out of the package, through another symlink'
      continue
    }
    reached.push(name)
    const next = followed(path.join(folder, ...reached))
    if (next === undefined) continue
    if (next.startsWith('/')) return `a way out of the package, through ${JSON.stringify(reached.join('/'))}`
    steps += 1
    if (steps > mostSteps) return 'a circle of symlinks'
    reached.pop()
    ahead.push(...next.split('/').reverse())
  }
  return undefined
}

/** The target if this is a symlink; undefined for anything else and for what does not exist. */
function followed(file: string): string | undefined {
  const stats = lstatSync(file, { throwIfNoEntry: false })
  return stats?.isSymbolicLink() === true ? readlinkSync(file) : undefined
}
