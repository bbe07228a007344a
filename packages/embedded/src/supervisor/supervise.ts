import { setTimeout as delay } from 'node:timers/promises'
import { writeAtomically } from '../document/document.ts'
import { asObject, Fields } from '../document/fields.ts'
import { EmbeddedFault } from '../fault.ts'
import { identify } from '../process/identity.ts'
import { askControl, Unanswered } from '../socket/control-client.ts'
import { serveControl } from '../socket/control-server.ts'
import { type ControlRequest, checkProtocol, controlProtocol } from '../socket/protocol.ts'
import { type RootLock, tryLockRoot } from './lock.ts'
import { rotateLog } from './log-file.ts'
import { removeOldPrograms } from './program-file.ts'
import { type RootPaths, rootPaths } from './root.ts'
import { Supervisor } from './supervisor.ts'
import { killRecordedSupervisor } from './supervisor-record.ts'

const handoverMs = 5000
const longestLogBytes = 1024 * 1024

/** The long-lived supervisor of one root. Ends by itself when there has been nothing to look after for `idleSeconds`. */
export async function supervise(root: string, program: string, digest: string, idleSeconds: number): Promise<void> {
  const paths = rootPaths(root)
  process.umask(0o027)
  // Who started us made the folders; if they are gone by now, so is the wish for a supervisor.
  process.chdir(root)
  const lock = await takeOver(paths, digest)
  if (lock === undefined) return
  rotateLog(paths.log, longestLogBytes)
  writeAtomically(
    paths.record,
    `${JSON.stringify({ schema: 1, protocol: controlProtocol, program: digest, process: identify(process.pid) })}\n`,
  )
  removeOldPrograms(paths, program, new Date())
  const supervisor = new Supervisor(paths, program)
  supervisor.adopt()
  await new Promise<void>((resolve, reject) => {
    let leaving = false
    const leave = () => {
      if (leaving) return
      leaving = true
      clearInterval(idle)
      supervisor.release()
      serving
        .then((server) => server.close())
        .then(() => lock.release())
        .then(resolve, reject)
    }
    const serving = serveControl(paths.socket, (request) => answer(request, { supervisor, digest, leave }))
    serving.catch(reject)
    const idle = watchIdle(supervisor, idleSeconds, leave)
    process.on('SIGTERM', leave)
    process.on('SIGINT', leave)
  })
}

/** Waits for the root's lock; asks a supervisor of another program to go. Undefined when the same program has it already. */
async function takeOver(paths: RootPaths, digest: string): Promise<RootLock | undefined> {
  const killAt = performance.now() + handoverMs
  for (;;) {
    const lock = await tryLockRoot(paths.run)
    if (lock !== undefined) return lock
    try {
      const hello = asObject(await askControl(paths.socket, { verb: 'hello' }, { timeoutMs: handoverMs }))
      if (hello?.['program'] === digest) return undefined
      await askControl(paths.socket, { verb: 'release', to: digest }, { timeoutMs: handoverMs })
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error
      // It is just starting or leaving, or it hangs.
      if (performance.now() > killAt) killRecordedSupervisor(paths)
    }
    await delay(20)
  }
}

function watchIdle(supervisor: Supervisor, idleSeconds: number, leave: () => void): NodeJS.Timeout {
  let busyAt = performance.now()
  return setInterval(
    () => {
      if (supervisor.active) busyAt = performance.now()
      else if (performance.now() - busyAt >= idleSeconds * 1000) leave()
    },
    Math.min(1000, Math.max(20, idleSeconds * 250)),
  )
}

interface Answering {
  readonly supervisor: Supervisor
  readonly digest: string
  readonly leave: () => void
}

async function answer(request: ControlRequest, { supervisor, digest, leave }: Answering): Promise<unknown> {
  if (request.verb === 'hello') return { protocol: controlProtocol, program: digest, pid: process.pid }
  if (request.verb === 'release') {
    setImmediate(leave)
    return { program: digest }
  }
  checkProtocol(request)
  const fields = new Fields(request, `control request ${request.verb}`, 'usage')
  const seconds = fields.has('seconds') ? fields.seconds('seconds', 0) : undefined
  switch (request.verb) {
    case 'start':
      return supervisor.start(fields.absolutePath('file'))
    case 'replace':
      return supervisor.replace(fields.absolutePath('file'))
    case 'stop':
      return supervisor.stop(fields.text('host'), fields.text('name'), seconds)
    case 'remove':
      return supervisor.remove(fields.text('host'), fields.text('name'), seconds)
    case 'status':
      return supervisor.status(
        fields.text('host'),
        fields.text('name'),
        fields.integer('lines', { min: 0, max: 1000, default: 0 }),
      )
    case 'list':
      return supervisor.list(fields.optionalText('host'))
    case 'shutdown': {
      const ended = await supervisor.shutdown(seconds)
      setImmediate(leave)
      return { ended }
    }
    default:
      throw new EmbeddedFault('usage', { where: 'control request', expected: 'a known verb', found: request.verb })
  }
}
