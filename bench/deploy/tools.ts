import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** What the peers need beyond this repository: kept between runs, made when absent. */
const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'towpath-bench')
const ansible = 'ansible-core==2.19.14'
/** rsync is run on both ends, and the lab's hosts have only what Towpath and its examples need. */
const debs = ['rsync', 'libpopt0', 'libxxhash0', 'libzstd1', 'liblz4-1', 'libacl1']

/** Path of ansible-playbook from PyPI, or null with the reason told. */
export function findAnsible(): string | null {
  const folder = join(cache, ansible)
  const program = join(folder, 'bin/ansible-playbook')
  if (existsSync(program)) return program
  mkdirSync(cache, { recursive: true })
  rmSync(folder, { recursive: true, force: true })
  const made = attempt('sh', ['-c', 'python3 -m venv "$1" && "$1/bin/pip" install --quiet "$2"', 'sh', folder, ansible])
  if (made) return program
  rmSync(folder, { recursive: true, force: true })
  return null
}

/** A tar of rsync for hosts, from Debian's packages, or null with the reason told. */
export function findRsync(): Uint8Array | null {
  const tar = join(cache, 'rsync.tar')
  if (!existsSync(tar)) {
    const folder = join(cache, 'rsync')
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const script = [
      'cd "$1"; shift; mkdir debs root; (cd debs; apt-get download -q -o APT::Sandbox::User=root "$@")',
      'for deb in debs/*.deb; do dpkg-deb --fsys-tarfile "$deb" | tar -x -C root; done',
      // Where hosts have a link to /usr, the link stays.
      'if [ -d root/lib ]; then cp -a root/lib/. root/usr/lib/; rm -r root/lib; fi',
      'tar -c -C root usr etc >root.tar',
    ]
    if (!attempt('sh', ['-ec', script.join('\n'), 'sh', folder, ...debs])) return null
    renameSync(join(folder, 'root.tar'), tar)
    rmSync(folder, { recursive: true })
  }
  return readFileSync(tar)
}

/** Whether a program is on PATH. */
export function has(program: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(':').filter((folder) => existsSync(folder))
  return folders.some((folder) => readdirSync(folder).includes(program))
}

function attempt(command: string, args: readonly string[]): boolean {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 300_000 })
  if (status !== 0) process.stderr.write(`${command} ${args.join(' ')} ended with ${status}:\n${stderr}\n`)
  return status === 0
}
