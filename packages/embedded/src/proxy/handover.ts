import { setTimeout as delay } from 'node:timers/promises'
import { asObject, Fields } from '../document/fields.ts'
import { EmbeddedFault } from '../fault.ts'
import { askControl, Unanswered } from '../socket/control-client.ts'
import { launch } from '../supervisor/launch.ts'
import { readLogTail } from '../supervisor/log-file.ts'
import type { Address } from './listeners.ts'
import type { ProxyPaths } from './settings.ts'

const longestStartMs = 15_000

/**
 * Starts the next proxy on our own listening sockets and waits until it answers on the folder's control socket. Sockets are inherited rather than bound again with SO_REUSEPORT: there
 * each process has a queue of its own, and connections in the queue of the one that leaves are reset.
 */
export async function startSuccessor(
  plan: unknown,
  sockets: readonly (Address & { readonly descriptor: number })[],
  paths: ProxyPaths,
): Promise<number> {
  const fields = new Fields(plan, 'handover', 'usage')
  const logFile = fields.absolutePath('logFile')
  const addresses = JSON.stringify(sockets.map(({ address, port }) => ({ address, port })))
  const child = launch(
    {
      command: [...fields.texts('command'), addresses],
      workingDirectory: fields.absolutePath('workingDirectory'),
      environment: fields.textMap('environment'),
      logFile,
    },
    sockets.map(({ descriptor }) => descriptor),
  )
  let end: string | undefined
  child.once('error', (error) => {
    end = error.message
  })
  child.once('exit', (code, signal) => {
    end = `it ended with ${signal ?? `exit code ${code}`}`
  })
  child.unref()
  for (
    const until = performance.now() + longestStartMs;
    performance.now() < until && end === undefined;
    await delay(20)
  ) {
    if (child.pid !== undefined && (await answeringPid(paths.control)) === child.pid) return child.pid
  }
  child.kill('SIGKILL')
  throw new EmbeddedFault('unit-failed', {
    where: 'The next proxy',
    expected: 'an answer on its control socket',
    found: [end ?? `none in ${longestStartMs / 1000} s`, ...readLogTail(logFile, 5)].join(' | '),
    fix: 'The running proxy goes on',
  })
}

async function answeringPid(socket: string): Promise<unknown> {
  try {
    return asObject(await askControl(socket, { verb: 'hello' }, { timeoutMs: 1000 }))?.['pid']
  } catch (error) {
    if (error instanceof Unanswered) return undefined
    throw error
  }
}
