import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findFreeBlock } from '../embedded/free-block.ts'

export interface Registry {
  /** `127.0.0.1:<port>` */
  readonly host: string
  readonly close: () => Promise<void>
}

/** Debian's docker-registry on loopback. */
export async function startRegistry(): Promise<Registry> {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-registry-'))
  const host = `127.0.0.1:${await findFreeBlock(1)}`
  const storage = { filesystem: { rootdirectory: join(folder, 'blobs') } }
  const config = join(folder, 'config.yml')
  // JSON is YAML too.
  writeFileSync(config, JSON.stringify({ version: 0.1, log: { level: 'error' }, storage, http: { addr: host } }))
  const child = spawn('docker-registry', ['serve', config], { stdio: 'ignore' })
  const close = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await answering(`http://${host}/v2/`)
  } catch (error) {
    await close()
    throw error
  }
  return { host, close }
}

async function answering(url: string): Promise<void> {
  const until = performance.now() + 15_000
  for (;;) {
    const status = await fetch(url).then(
      (answer) => answer.status,
      (error: unknown) => String(error),
    )
    if (status === 200) return
    if (performance.now() > until) throw new Error(`${url}: ${status}`)
    await pause(50)
  }
}
