import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { portOf } from './loopback-server.ts'

const BINARY = '/usr/bin/docker-registry'

/** A real registry on loopback, for tests: Debian's docker-registry with a temporary folder. */
export interface DebianRegistry {
  /** `127.0.0.1:<port>` */
  readonly host: string
  /** The file that holds a blob. */
  blobFile(digest: string): string
  /** Ends the process and removes the folder. */
  stop(): Promise<void>
}

export interface RegistrySetup {
  /** Lines of an Apache password file with bcrypt. Without this and `token` everybody may do everything. */
  readonly htpasswd?: string
  /** Whose tokens it takes; `certificate` is PEM. */
  readonly token?: {
    readonly realm: string
    readonly service: string
    readonly issuer: string
    readonly certificate: string
  }
  /** Where it sends those who want a blob: a base URL below which the storage's paths lie. */
  readonly blobsAt?: string
}

export async function startDebianRegistry(setup: RegistrySetup = {}): Promise<DebianRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'towpath-registry-'))
  const host = `127.0.0.1:${await freePort()}`
  if (setup.htpasswd !== undefined) await writeFile(join(folder, 'htpasswd'), setup.htpasswd)
  if (setup.token !== undefined) await writeFile(join(folder, 'certificate.pem'), setup.token.certificate)
  await writeFile(join(folder, 'config.yml'), renderConfig(folder, host, setup))
  const child = spawn(BINARY, ['serve', join(folder, 'config.yml')], { stdio: ['ignore', 'ignore', 'pipe'] })
  try {
    await listening(child)
  } catch (error) {
    child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
    throw error
  }
  return {
    host,
    blobFile: (digest) => {
      const hex = digest.slice('sha256:'.length)
      return join(folder, 'docker/registry/v2/blobs/sha256', hex.slice(0, 2), hex, 'data')
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit')
        child.kill('SIGKILL')
        await ended
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** https://distribution.github.io/distribution/about/configuration/ */
function renderConfig(folder: string, host: string, { htpasswd, token, blobsAt }: RegistrySetup): string {
  // JSON is YAML too.
  return JSON.stringify({
    version: 0.1,
    log: { level: 'info', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: folder }, delete: { enabled: true } },
    http: { addr: host },
    ...(htpasswd !== undefined && { auth: { htpasswd: { realm: 'towpath', path: join(folder, 'htpasswd') } } }),
    ...(token !== undefined && {
      auth: { token: { ...token, certificate: undefined, rootcertbundle: join(folder, 'certificate.pem') } },
    }),
    ...(blobsAt !== undefined && { middleware: { storage: [{ name: 'redirect', options: { baseurl: blobsAt } }] } }),
  })
}

async function listening(child: ChildProcess): Promise<void> {
  let said = ''
  await new Promise<void>((resolve, reject) => {
    // Read on afterwards too: a full pipe would stop the registry.
    child.stderr?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-4000)
      if (said.includes('listening on')) resolve()
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`docker-registry did not start: ${said}`)))
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = portOf(server)
  server.close()
  await once(server, 'close')
  return port
}
