import { chmodSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { asObject, Fields } from '../document/fields.ts'
import { EmbeddedFault, systemCode } from '../fault.ts'
import { askControl, Unanswered } from '../socket/control-client.ts'
import { serveControl } from '../socket/control-server.ts'
import { type ControlRequest, checkProtocol, controlProtocol } from '../socket/protocol.ts'
import { socketPath } from '../socket/socket-path.ts'
import { startSuccessor } from './handover.ts'
import { EmbeddedProxy, type ProxyState } from './proxy.ts'
import { type ProxyPaths, proxyPaths, readProxySettings } from './settings.ts'
import { listenerKey } from './table.ts'
import type { Drained } from './traffic.ts'

/** Serves a proxy folder until it is told to leave. `handedOver` is the JSON list of [address, port] whose sockets are descriptors 3, 4, … */
export async function runProxy(folder: string, handedOver: string | undefined): Promise<void> {
  process.umask(0o027)
  const paths = proxyPaths(folder)
  const proxy = new EmbeddedProxy(paths, readProxySettings(paths), parseInherited(handedOver))
  await proxy.open()
  const controlName = `control-${process.pid}.sock`
  const verifyName = `verify-${process.pid}.sock`
  await listenOn(proxy.verifyFront, join(folder, verifyName))
  const leaving = Promise.withResolvers<{ successor: boolean }>()
  const control = await serveControl(join(folder, controlName), (request) =>
    answer(request, { proxy, paths, own: controlName, leave: leaving.resolve }),
  )
  point(paths.verify, verifyName)
  point(paths.control, controlName)
  process.on('SIGTERM', () => leaving.resolve({ successor: false }))
  process.on('SIGINT', () => leaving.resolve({ successor: false }))
  await proxy.leave(await leaving.promise)
  control.close()
  for (const [link, name] of [[paths.control, controlName] as const, [paths.verify, verifyName] as const]) {
    rmSync(join(folder, name), { force: true })
    if (readLink(link) === name) rmSync(link, { force: true })
  }
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

/** Each process has sockets of its own, and the well-known name is a link to the newest's: a predecessor stays reachable while it drains. */
function point(link: string, name: string): void {
  const temporary = `${link}.${process.pid}`
  rmSync(temporary, { force: true })
  symlinkSync(name, temporary)
  renameSync(temporary, link)
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
  /** Name of this process's own control socket. */
  readonly own: string
  readonly leave: (how: { successor: boolean }) => void
}

async function answer(request: ControlRequest, { proxy, paths, own, leave }: Answering): Promise<unknown> {
  if (request.verb === 'hello') return { protocol: controlProtocol, pid: process.pid }
  checkProtocol(request)
  const fields = new Fields(request, `control request ${request.verb}`, 'usage')
  const alone = fields.value('alone') === true
  const predecessors = alone ? [] : listPredecessors(paths, own)
  const askAll = async (asked: { verb: string; [argument: string]: unknown }): Promise<readonly ControlResult[]> => {
    const answers = await Promise.all(predecessors.map((socket) => askPredecessor(socket, { ...asked, alone: true })))
    return answers.flatMap((one) => {
      const result = asObject(one)
      return result === undefined ? [] : [result]
    })
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
      return others.reduce<Drained>((sum, one) => addDrained(sum, one), await here)
    }
    case 'handover': {
      const pid = await startSuccessor(fields.value('launch'), proxy.descriptors(), paths)
      setImmediate(() => leave({ successor: true }))
      return { pid }
    }
    default:
      throw new EmbeddedFault('usage', { where: 'control request', expected: 'a known verb', found: request.verb })
  }
}

type ControlResult = Readonly<Record<string, unknown>>

function addDrained(sum: Drained, other: ControlResult): Drained {
  return { closed: sum.closed + Number(other['closed']), requests: sum.requests + Number(other['requests']) }
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

function mergeStates(own: ProxyState, others: readonly ControlResult[]): ProxyState {
  const inFlight = new Map(Object.entries(own.inFlight))
  for (const other of others) {
    for (const [instance, count] of Object.entries(asObject(other['inFlight']) ?? {})) {
      inFlight.set(instance, (inFlight.get(instance) ?? 0) + Number(count))
    }
  }
  return { ...own, inFlight: Object.fromEntries(inFlight) }
}
