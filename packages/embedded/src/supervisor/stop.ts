import { existsSync, rmSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { asObject } from '../document/fields.ts'
import { EmbeddedFault } from '../fault.ts'
import { isAlive } from '../process/identity.ts'
import { askControl, Unanswered } from '../socket/control-client.ts'
import { greet } from './ensure.ts'
import { tryLockRoot } from './lock.ts'
import { type RootPaths, rootPaths } from './root.ts'
import { Supervisor } from './supervisor.ts'
import { killRecordedSupervisor, readSupervisorProcess } from './supervisor-record.ts'

export interface StoppedRoot {
  /** The units that were known, each with the pid that was ended, or null when it did not run. */
  readonly ended: readonly { readonly host: string; readonly name: string; readonly pid: number | null }[]
  /** The supervisor's pid, or null when none answered; then the units were found by their records. */
  readonly supervisor: number | null
}

const hungAfterMs = 5000

/**
 * Ends all units, proxies and the supervisor of a root. Without a supervisor the records serve; a pid that is another process by now is never signalled.
 * `seconds` stands for each unit's own stopSeconds, which for a proxy is the time of its drain.
 */
export async function stopSupervisor(root: string, options: { readonly seconds?: number } = {}): Promise<StoppedRoot> {
  const paths = rootPaths(root)
  if (!existsSync(paths.run)) return { ended: [], supervisor: null }
  const found = await greet(paths)
  if (found !== undefined) {
    try {
      const supervisor = readSupervisorProcess(paths)
      const answer = asObject(await askControl(paths.socket, { verb: 'shutdown', ...options }))
      while (supervisor !== undefined && isAlive(supervisor)) await delay(20)
      clear(paths)
      return { ended: parseEnded(answer?.['ended']), supervisor: found.pid }
    } catch (error) {
      // It was killed while it stopped its units: the rest is done by the records.
      if (!(error instanceof Unanswered)) throw error
    }
  }
  return { ended: await stopByRecords(paths, options.seconds), supervisor: null }
}

async function stopByRecords(paths: RootPaths, seconds: number | undefined): Promise<StoppedRoot['ended']> {
  const killAt = performance.now() + hungAfterMs
  let lock = await tryLockRoot(paths.run)
  while (lock === undefined) {
    if (performance.now() > killAt && !killRecordedSupervisor(paths) && performance.now() > killAt + hungAfterMs) {
      throw new EmbeddedFault('supervisor-unreachable', {
        where: `The supervisor of ${paths.root}`,
        expected: 'an end',
        found: 'a lock that nobody gives back',
      })
    }
    await delay(50)
    lock = await tryLockRoot(paths.run)
  }
  const supervisor = new Supervisor(paths, '')
  try {
    supervisor.adopt({ restart: false })
    const ended = await supervisor.shutdown(seconds)
    clear(paths)
    return parseEnded(ended)
  } finally {
    supervisor.release()
    await lock.release()
  }
}

/** Nothing that names a process stays behind; the logs do. */
function clear(paths: RootPaths): void {
  for (const path of [paths.socket, paths.record, paths.node, paths.units])
    rmSync(path, { recursive: true, force: true })
}

function parseEnded(value: unknown): StoppedRoot['ended'] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item) => {
    const { host, name, pid } = asObject(item) ?? {}
    if (typeof host !== 'string' || typeof name !== 'string') return []
    return [{ host, name, pid: typeof pid === 'number' ? pid : null }]
  })
}
