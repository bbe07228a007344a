import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Where cgroups v2 are, alone or beside v1. */
const hierarchy = existsSync('/sys/fs/cgroup/unified') ? '/sys/fs/cgroup/unified' : '/sys/fs/cgroup'

/** A command and its arguments that run `command` in a cgroup, as the same process: what is in it ends with its lab. */
export function inCgroup(cgroup: string, command: readonly string[]): readonly [string, ...string[]] {
  return ['/bin/sh', '-c', 'echo $$ >"$0" && exec "$@"', join(hierarchy, cgroup, 'cgroup.procs'), ...command]
}

/** An empty cgroup of this name; what an earlier boot left below it goes. */
export async function renewCgroup(cgroup: string): Promise<void> {
  const folder = join(hierarchy, cgroup)
  if (existsSync(folder)) await removeCgroups(folder)
  await mkdir(folder)
}

/** SIGKILL for all in it at once; resolves when all of them have gone. */
export async function killCgroup(cgroup: string): Promise<void> {
  const folder = join(hierarchy, cgroup)
  await writeFile(join(folder, 'cgroup.kill'), '1')
  const until = Date.now() + 10_000
  while ((await readFile(join(folder, 'cgroup.events'), 'utf8')).includes('populated 1')) {
    if (Date.now() > until) throw new Error(`${cgroup}: processes are left 10 s after SIGKILL`)
    await sleep(5)
  }
}

async function removeCgroups(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await removeCgroups(join(folder, entry.name))
  }
  await rmdir(folder)
}
