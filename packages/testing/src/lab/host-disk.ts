import { randomBytes } from 'node:crypto'
import { chown, mkdir, realpath, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { inCgroup } from './cgroup.ts'
import { runOrFail } from './command.ts'
import { generateKey } from './key.ts'
import type { HostNames } from './lab-names.ts'

export interface DiskOptions {
  /** Paths that this host shall not have, such as `/usr/sbin/haproxy`. */
  readonly without?: readonly string[]
  /** Texts of files, by absolute path: root's, mode 0644. */
  readonly files?: Readonly<Record<string, string>>
}

interface DiskSpec extends DiskOptions {
  readonly host: string
  readonly names: HostNames
  /** Cgroup of the lab. */
  readonly cgroup: string
  /** The root file system that all share. */
  readonly lower: string
  /** Public key that root and deploy accept. */
  readonly clientKey: string
}

const keysOfDeploy = 'home/deploy/.ssh/authorized_keys'
/** User id of `deploy` in root.sh. */
const deployUser = 1000

/** A host's own disk: what it writes lies over the root file system that all share. Returns its public host key. */
export async function createDisk(spec: DiskSpec): Promise<string> {
  const root = await mountOverlay(spec)
  const key = await generateKey(join(root, 'etc/ssh/ssh_host_ed25519_key'))
  const own: Record<string, string> = {
    'etc/hostname': `${spec.host}\n`,
    'etc/hosts': `127.0.0.1 localhost\n127.0.1.1 ${spec.host}\n`,
    'etc/machine-id': `${randomBytes(16).toString('hex')}\n`,
    'etc/lab-address': `ADDRESS=${spec.names.address}/24\n`,
    'root/.ssh/authorized_keys': `${spec.clientKey}\n`,
    [keysOfDeploy]: `${spec.clientKey}\n`,
  }
  for (const [path, text] of [...Object.entries(own), ...Object.entries(spec.files ?? {})]) {
    await writeBelow(root, path, text)
  }
  await chown(join(root, keysOfDeploy), deployUser, deployUser)
  for (const path of spec.without ?? []) await rm(join(root, path), { recursive: true })
  return key.publicText
}

async function mountOverlay({ names, cgroup, lower }: DiskSpec): Promise<string> {
  const upper = join(names.folder, 'upper')
  const work = join(names.folder, 'work')
  const root = join(names.folder, 'root')
  for (const folder of [upper, work, root]) await mkdir(folder, { recursive: true })
  const layers = `lowerdir=${lower},upperdir=${upper},workdir=${work}`
  const [command, ...args] = inCgroup(cgroup, ['mount', '-t', 'overlay', 'overlay', '-o', layers, root])
  await runOrFail(command, args)
  return realpath(root)
}

/** Where a folder of the host leads out of it by an absolute symlink, this is refused: the machine's own files are none of the lab's. */
async function writeBelow(root: string, path: string, text: string): Promise<void> {
  const file = join(root, path)
  await mkdir(dirname(file), { recursive: true })
  if ((await realpath(dirname(file))) !== dirname(file)) throw new Error(`${path}: a folder of it is a symlink`)
  await rm(file, { force: true })
  await writeFile(file, text)
}
