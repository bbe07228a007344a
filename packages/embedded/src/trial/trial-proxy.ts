import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RouteTable } from '@towpath/routing'
import { EmbeddedProxy } from '../proxy/proxy.ts'
import { proxyPaths, readProxySettings } from '../proxy/settings.ts'
import { freePort } from './trial-service.ts'

export interface TrialProxy {
  readonly proxy: EmbeddedProxy
  readonly folder: string
  readonly port: number
  /** Prepares and commits. */
  use(table: RouteTable): Promise<string>
  end(): Promise<void>
}

/** A proxy in this process. */
export async function startTrialProxy(
  settings: { drainSeconds?: number; responseSeconds?: number } = {},
): Promise<TrialProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-proxy-'))
  const port = await freePort()
  writeFileSync(
    join(folder, 'proxy.json'),
    JSON.stringify({ schema: 1, address: '127.0.0.1', port, drainSeconds: 0.5, ...settings }),
  )
  const paths = proxyPaths(folder)
  const proxy = new EmbeddedProxy(paths, readProxySettings(paths), new Map())
  await proxy.open()
  return {
    proxy,
    folder,
    port,
    use: async (table) => {
      const { digest } = await proxy.prepare(JSON.stringify(table))
      proxy.commit(digest)
      return digest
    },
    end: async () => {
      await proxy.leave({ successor: false })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
