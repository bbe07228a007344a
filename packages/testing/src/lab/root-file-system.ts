import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openCache } from './cache.ts'
import { runOrFail } from './command.ts'

const suite = 'bookworm'
const packages = [
  'dbus',
  'haproxy',
  'iproute2',
  'keepalived',
  'openssh-server',
  'procps',
  'python3',
  'sudo',
  'systemd',
  'systemd-sysv',
]
const program = fileURLToPath(new URL('../../src/lab/root.sh', import.meta.url))

/** The root file system that all hosts lie over, in the cache folder by the hash of its recipe. Built once, in about a minute; `onBuild` hears of it. */
export async function prepareRoot(onBuild?: () => void): Promise<string> {
  const recipe = JSON.stringify([suite, packages, await readFile(program, 'utf8')])
  const folder = join(await openCache(), createHash('sha256').update(recipe).digest('hex').slice(0, 16))
  if (existsSync(folder)) return folder
  onBuild?.()
  const build = ['unshare', '--mount', '--pid', '--fork', '--kill-child', '/bin/sh', program]
  await runOrFail('flock', [`${folder}.lock`, ...build, folder, suite, packages.join(',')], { limitMs: 900_000 })
  return folder
}
