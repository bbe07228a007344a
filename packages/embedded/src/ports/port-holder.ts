import { readdirSync, readlinkSync } from 'node:fs'
import { readText } from '../document/document.ts'
import { EmbeddedFault, systemCode } from '../fault.ts'

const listening = '0A'

/** Inodes of the sockets that listen on a port, from the text of /proc/net/tcp or tcp6. */
export function parseListeners(table: string, port: number): readonly string[] {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0')
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(`:${wanted}`) === true && fields[3] === listening)
    .flatMap((fields) => fields[9] ?? [])
}

/** `pid 4711 (node server.js)` for the process that listens on a port, as far as this user may see it. */
export function findPortHolder(port: number): string | undefined {
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => parseListeners(readText(file) ?? '', port))
  const sockets = new Set(inodes.map((inode) => `socket:[${inode}]`))
  if (sockets.size === 0) return undefined
  const pid = readdirSync('/proc').find((name) => /^\d+$/.test(name) && holdsSocket(name, sockets))
  if (pid === undefined) return 'a process of another user'
  const command = readText(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ').trim().slice(0, 200)
  return `pid ${pid} (${command || 'unknown command'})`
}

function holdsSocket(pid: string, sockets: ReadonlySet<string>): boolean {
  try {
    const folder = `/proc/${pid}/fd`
    return readdirSync(folder).some((descriptor) => sockets.has(readLink(`${folder}/${descriptor}`)))
  } catch (error) {
    if (['EACCES', 'EPERM', 'ENOENT', 'ESRCH'].includes(systemCode(error) ?? '')) return false
    throw error
  }
}

function readLink(path: string): string {
  try {
    return readlinkSync(path)
  } catch (error) {
    // Closed since its folder was listed.
    if (systemCode(error) === 'ENOENT') return ''
    throw error
  }
}

/** What to say when a port can't be bound. */
export function portTaken(address: string, port: number, cause: unknown): EmbeddedFault {
  const holder = systemCode(cause) === 'EADDRINUSE' ? findPortHolder(port) : undefined
  return new EmbeddedFault(
    'port-taken',
    {
      where: `${address}:${port}`,
      expected: 'a free port',
      found: holder === undefined ? (systemCode(cause) ?? String(cause)) : `it is held by ${holder}`,
      fix: 'End that process, or give another port',
    },
    { cause, retryable: true },
  )
}
