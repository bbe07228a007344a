import { chmodSync, mkdirSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { EmbeddedFault } from '../fault.ts'

/** Where the things of one root stand. All below `run` are the supervisor's own. */
export interface RootPaths {
  readonly root: string
  readonly programs: string
  readonly run: string
  readonly socket: string
  readonly record: string
  readonly node: string
  readonly log: string
  readonly units: string
}

export function rootPaths(root: string): RootPaths {
  if (!isAbsolute(root) || root.includes('\0')) {
    throw new EmbeddedFault('root-invalid', {
      where: 'root',
      expected: 'an absolute path',
      found: JSON.stringify(root),
    })
  }
  const run = join(root, 'run')
  return {
    root,
    programs: join(root, 'bin'),
    run,
    socket: join(run, 'supervisor.sock'),
    record: join(run, 'supervisor.json'),
    node: join(run, 'node.json'),
    log: join(run, 'supervisor.log'),
    units: join(run, 'units'),
  }
}

export function makeRoot(paths: RootPaths): void {
  mkdirSync(paths.programs, { recursive: true, mode: 0o700 })
  mkdirSync(paths.run, { recursive: true, mode: 0o700 })
  // Whoever reaches the control socket can run anything as this user.
  chmodSync(paths.run, 0o700)
}

export function programPath(paths: RootPaths, digest: string): string {
  return join(paths.programs, `${digest}.mjs`)
}
