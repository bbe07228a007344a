import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Deployment } from '../deployment.ts'
import { node24, type TrialSite } from './trial-site.ts'

/** What `deploy-child.ts` is told. */
export interface ChildDeploy {
  readonly target: Deployment
  readonly base: Deployment | null
  readonly fence: number
  readonly store: string
  readonly hosts: {
    readonly home: string
    readonly path: string
    readonly node: string
    readonly program: string
    /** Real hosts, with HAProxy on the edges; null: hosts on this machine. */
    readonly ssh: { readonly privateKey: string; readonly agentSocket: null; readonly knownHosts: string } | null
  }
}

/** Starts a deploy in a process of its own and kills it with SIGKILL when `when` says so. Returns the last thing that it said it does. */
export async function killedDeploy(
  site: TrialSite,
  {
    ssh = null,
    ...deploy
  }: Pick<ChildDeploy, 'target' | 'base' | 'fence'> & Partial<Pick<ChildDeploy['hosts'], 'ssh'>>,
  when: (child: ChildProcess) => Promise<void>,
): Promise<string> {
  const file = join(site.folder, `child-${deploy.target.spec.environment}-${deploy.fence}.json`)
  const hosts = {
    home: site.folder,
    path: `${dirname(node24)}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin`,
    node: node24,
    program: site.program,
    ssh,
  }
  await writeFile(file, JSON.stringify({ ...deploy, store: site.storeUrl, hosts } satisfies ChildDeploy))
  const script = fileURLToPath(new URL('./deploy-child.ts', import.meta.url))
  const child = spawn(node24, ['--conditions=towpath-source', script, file], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const closed = once(child, 'close')
  await Promise.race([when(child), closed])
  child.kill('SIGKILL')
  await closed
  return said.trim().split('\n').at(-1) ?? ''
}
