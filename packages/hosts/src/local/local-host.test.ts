import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeHostContract, type HostBench } from '../contract.ts'
import { LocalHost } from './local-host.ts'

describeHostContract('local', async (): Promise<HostBench> => {
  const folder = await mkdtemp(join(tmpdir(), 'towpath-host-'))
  const root = join(folder, 'here')
  await mkdir(root)
  const open = () =>
    new LocalHost({
      name: 'here',
      address: '127.0.0.1',
      root,
      env: { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', HOME: folder },
      manager: () => ({ functions: '', variables: {} }),
    })
  const fullFolder = await smallDisk(join(folder, 'full'))
  const servers: Server[] = []
  const host = open()
  return {
    host,
    another: async () => open(),
    fullFolder,
    async echo(at) {
      const tcp = await listening(servers, { host: '127.0.0.1', port: 0 })
      const path = `${at}/echo.sock`
      await rm(path, { force: true })
      await listening(servers, { path: join(folder, 's') })
      const { rename } = await import('node:fs/promises')
      await rename(join(folder, 's'), path)
      const address = tcp.address()
      if (address === null || typeof address === 'string') throw new Error('no port')
      return { tcp: { kind: 'tcp', host: '127.0.0.1', port: address.port }, unix: { kind: 'unix', path } }
    },
    async close() {
      for (const server of servers) server.close()
      await host.close()
      if (fullFolder !== undefined) execFileSync('umount', [fullFolder])
      execFileSync('find', [folder, '-type', 'd', '-exec', 'chmod', 'u+rwx', '{}', '+'])
      await rm(folder, { recursive: true })
    },
  }
})

async function listening(
  servers: Server[],
  options: { host: string; port: number } | { path: string },
): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket))
  servers.push(server)
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options, resolve))
  return server
}

/** Root can mount one. */
async function smallDisk(folder: string): Promise<string | undefined> {
  await mkdir(folder)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' })
    return folder
  } catch (cause) {
    if (cause instanceof Error) return undefined
    throw cause
  }
}
