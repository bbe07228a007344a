import { randomBytes } from 'node:crypto'
import { chown, mkdir, realpath, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { inCgroup } from './cgroup.ts'
import { runOrFail } from './command.ts'
import { generateKey } from './key.ts'
import type { HostNames, LabNames } from './lab-names.ts'

export interface DiskOptions {
  /** Paths that this host shall not have, such as `/usr/sbin/haproxy`. */
  readonly without?: readonly string[]
  /** Texts of files, by absolute path: root's, mode 0644. */
  readonly files?: Readonly<Record<string, string>>
}

/** User id of `deploy` in root.sh. */
const deployUser = 1000

/** A host's own disk: what it writes lies over the root file system that all share. Returns its public host key. */
export async function createDisk(
  lab: LabNames,
  host: HostNames,
  name: string,
  lower: string,
  clientKey: string,
  options: DiskOptions,
): Promise<string> {
  const [upper, work, root] = ['upper', 'work', 'root'].map((part) => join(host.folder, part))
  if (!upper || !work || !root) throw new Error('no folders')
  for (const folder of [upper, work, root]) await mkdir(folder, { recursive: true })
  const mount = ['mount', '-t', 'overlay', 'overlay', '-o', `lowerdir=${lower},upperdir=${upper},workdir=${work}`, root]
  const [command, ...args] = inCgroup(lab.cgroup, mount)
  await runOrFail(command, args)
  const key = await generateKey(join(root, 'etc/ssh/ssh_host_ed25519_key'))
  const files: Record<string, string> = {
    '/etc/hostname': `${name}\n`,
    '/etc/hosts': `127.0.0.1 localhost\n127.0.1.1 ${name}\n`,
    '/etc/machine-id': `${randomBytes(16).toString('hex')}\n`,
    '/etc/lab-address': `ADDRESS=${host.address}/24\n`,
    '/root/.ssh/authorized_keys': `${clientKey}\n`,
    '/home/deploy/.ssh/authorized_keys': `${clientKey}\n`,
    ...options.files,
  }
  for (const [path, text] of Object.entries(files)) await writeBelow(root, path, text)
  await chown(join(root, 'home/deploy/.ssh/authorized_keys'), deployUser, deployUser)
  for (const path of options.without ?? []) await rm(join(root, path), { recursive: true })
  return key.publicText
}

/** Where a folder of the host leads out of it by an absolute symlink, this is refused: the machine's own files are none of the lab's. */
async function writeBelow(root: string, path: string, text: string): Promise<void> {
  const file = join(root, path)
  await mkdir(dirname(file), { recursive: true })
  if ((await realpath(dirname(file))) !== dirname(file)) throw new Error(`${path}: a folder of it is a symlink`)
  await writeFile(file, text)
}
