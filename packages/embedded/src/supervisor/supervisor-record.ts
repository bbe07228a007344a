import { readJson } from '../document/document.ts'
import { asObject } from '../document/fields.ts'
import { type ProcessIdentity, signalProcess } from '../process/identity.ts'
import type { RootPaths } from './root.ts'

/** Ends a supervisor that holds the lock and does not answer. Its units are sessions of their own and live on. */
export function killRecordedSupervisor(paths: RootPaths): boolean {
  const recorded = readSupervisorProcess(paths)
  return recorded !== undefined && recorded.pid !== process.pid && signalProcess(recorded, 'SIGKILL')
}

export function readSupervisorProcess(paths: RootPaths): ProcessIdentity | undefined {
  const recorded = asObject(asObject(readJson(paths.record))?.['process'])
  const { pid, startTicks, boot } = recorded ?? {}
  return typeof pid === 'number' && typeof startTicks === 'string' && typeof boot === 'string'
    ? { pid, startTicks, boot }
    : undefined
}
