import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LabHost } from '@towpath/testing/lab'

/** Has every program that starts on these hosts from now on written down. `folder`: for what is built. */
export async function recordStarts(hosts: readonly LabHost[], folder: string): Promise<void> {
  const library = join(folder, 'starts.so')
  execFileSync('gcc', ['-O2', '-shared', '-fPIC', '-o', library, join(import.meta.dirname, 'starts.c')])
  const stdin = readFileSync(library)
  const script = `cat > /usr/lib/starts.so && install -m 0666 /dev/null /var/log/starts && echo /usr/lib/starts.so > /etc/ld.so.preload`
  for (const host of hosts) {
    const { exitCode, stderr } = await host.run(script, { stdin })
    if (exitCode !== 0) throw new Error(`${host.name}: ${stderr}`)
  }
}

/** One text each: user id, command line and environment. */
export async function readStarts(host: LabHost): Promise<readonly string[]> {
  const { stdout } = await host.run('cat /var/log/starts')
  return stdout.split('\x1e').slice(0, -1)
}
