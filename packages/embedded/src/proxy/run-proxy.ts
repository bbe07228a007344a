import { chmodSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { Fields } from '../document/fields.ts'
import { EmbeddedFault, systemCode } from '../fault.ts'
import { askControl, Unanswered } from '../socket/control-client.ts'
import { serveControl } from '../socket/control-server.ts'
import { type ControlRequest, checkProtocol, controlProtocol } from '../socket/protocol.ts'
import { socketPath } from '../socket/socket-path.ts'
import { startSuccessor } from './handover.ts'
import { EmbeddedProxy } from './proxy.ts'
import { type ProxyState, parseDrained, parseProxyState } from './proxy-state.ts'
import { type ProxyPaths, proxyPaths, readProxySettings } from './settings.ts'
import { listenerKey } from './table.ts'

/** Serves a proxy folder until it is told to leave. `handedOver` is the JSON list of [address, port] whose sockets are descriptors 3, 4, … */
export async function runProxy(folder: string, handedOver: string | undefined): Promise<void> {
  process.umask(0o027)
  const paths = proxyPaths(folder)
  const proxy = new EmbeddedProxy(paths, readProxySettings(paths), parseInherited(handedOver))
  await proxy.open()
  const own = socketNames(process.pid)
  await listenOn(proxy.verifyFront, join(folder, own.verify))
  const leaving = Promise.withResolvers<{ successor: boolean }>()
  const control = await serveControl(join(folder, own.control), (request) =>
    answer(request, { proxy, paths, own, leave: leaving.resolve }),
  )
  point(paths, own)
  process.on('SIGTERM', () => leaving.resolve({ successor: false }))
  process.on('SIGINT', () => leaving.resolve({ successor: false }))
  await proxy.leave(await leaving.promise)
  control.close()
  rmSync(join(folder, own.verify), { force: true })
  if (readLink(paths.control) === own.control) rmSync(paths.control, { force: true })
  if (readLink(paths.verify) === own.verify) rmSync(paths.verify, { force: true })
}

interface SocketNames {
  readonly control: string
  readonly verify: string
}

function socketNames(pid: number): SocketNames {
  return { control: `control-${pid}.sock`, verify: `verify-${pid}.sock` }
}

function parseInherited(text: string | undefined): Map<string, number> {
  const list: unknown = text === undefined ? [] : JSON.parse(text)
  if (!Array.isArray(list))
    throw new EmbeddedFault('usage', { where: 'proxy', expected: 'a list of addresses', found: String(text) })
  return new Map(
    list.map((item, index) => {
      const fields = new Fields(item, `inherited[${index}]`, 'usage')
      return [
        listenerKey({ address: fields.text('address'), port: fields.integer('port', { min: 1, max: 65_535 }) }),
        index + 3,
      ]
    }),
  )
}

function listenOn(server: Server, path: string): Promise<void> {
  rmSync(path, { force: true })
  const address = socketPath(path)
  server.once('close', () => address.close())
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ path: address.path }, () => {
      chmodSync(path, 0o600)
      resolve()
    })
  })
}

/** Each process has sockets of its own, and the well-known names are links to the newest's: a predecessor stays reachable while it drains. */
function point(paths: ProxyPaths, own: SocketNames): void {
  for (const [link, name] of [[paths.verify, own.verify] as const, [paths.control, own.control] as const]) {
    const temporary = `${link}.${process.pid}`
    rmSync(temporary, { force: true })
    symlinkSync(name, temporary)
    renameSync(temporary, link)
  }
}

function readLink(link: string): string | undefined {
  try {
    return readlinkSync(link)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    throw error
  }
}

interface Answering {
  readonly proxy: EmbeddedProxy
  readonly paths: ProxyPaths
  /** This process's own sockets. */
  readonly own: SocketNames
  readonly leave: (how: { successor: boolean }) => void
}

async function answer(request: ControlRequest, { proxy, paths, own, leave }: Answering): Promise<unknown> {
  if (request.verb === 'hello') return { protocol: controlProtocol, pid: process.pid }
  checkProtocol(request)
  const fields = new Fields(request, `control request ${request.verb}`, 'usage')
  const alone = fields.value('alone') === true
  const predecessors = alone ? [] : listPredecessors(paths, own.control)
  const askAll = async (asked: { verb: string; [argument: string]: unknown }): Promise<readonly unknown[]> => {
    const answers = await Promise.all(predecessors.map((socket) => askPredecessor(socket, { ...asked, alone: true })))
    return answers.filter((one) => one !== undefined)
  }
  switch (request.verb) {
    case 'state':
      return mergeStates(proxy.state(), await askAll({ verb: 'state' }))
    case 'prepare':
      return proxy.prepare(fields.text('table'))
    case 'commit': {
      const done = proxy.commit(fields.text('digest'))
      await askAll({ verb: 'reload' })
      return done
    }
    case 'abort':
      return proxy.abort()
    case 'reload':
      return proxy.reload()
    case 'drain': {
      const seconds = fields.has('seconds') ? fields.seconds('seconds', 0) : undefined
      const instances = fields.texts('instances')
      const here = proxy.drain(instances, seconds)
      const others = await askAll({ verb: 'drain', instances, ...(seconds === undefined ? {} : { seconds }) })
      return others
        .map((one) => parseDrained(one, 'predecessor'))
        .reduce((sum, one) => ({ closed: sum.closed + one.closed, requests: sum.requests + one.requests }), await here)
    }
    case 'handover': {
      const pid = await startSuccessor(fields.value('launch'), proxy.descriptors(), paths).catch((error: unknown) => {
        // It may have come far enough to take the names.
        point(paths, own)
        throw error
      })
      setImmediate(() => leave({ successor: true }))
      return { pid }
    }
    default:
      throw new EmbeddedFault('usage', { where: 'control request', expected: 'a known verb', found: request.verb })
  }
}

function listPredecessors(paths: ProxyPaths, own: string): readonly string[] {
  return readdirSync(paths.folder)
    .filter((name) => /^control-\d+\.sock$/.test(name) && name !== own)
    .map((name) => join(paths.folder, name))
}

/** A socket that nobody answers was left by a killed process. */
async function askPredecessor(
  socket: string,
  request: { verb: string; [argument: string]: unknown },
): Promise<unknown> {
  try {
    return await askControl(socket, request)
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error
    rmSync(socket, { force: true })
    return undefined
  }
}

function mergeStates(own: ProxyState, others: readonly unknown[]): ProxyState {
  const inFlight = new Map(Object.entries(own.inFlight))
  for (const other of others) {
    for (const [instance, count] of Object.entries(parseProxyState(other, 'predecessor').inFlight)) {
      inFlight.set(instance, (inFlight.get(instance) ?? 0) + count)
    }
  }
  return { ...own, inFlight: Object.fromEntries(inFlight) }
}
