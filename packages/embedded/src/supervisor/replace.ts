import { asObject } from '../document/fields.ts'
import { EmbeddedFault } from '../fault.ts'
import { identify, type ProcessIdentity } from '../process/identity.ts'
import { askControl } from '../socket/control-client.ts'
import type { Launch } from './launch.ts'

/** Asks the running program to start its successor, which inherits its listening sockets, and to drain. Returns when the successor serves. */
export async function handOver(socket: string, plan: Launch): Promise<ProcessIdentity> {
  const answer = asObject(await askControl(socket, { verb: 'handover', launch: plan }, { timeoutMs: 30_000 }))
  const pid = answer?.['pid']
  const main = typeof pid === 'number' ? identify(pid) : undefined
  if (main === undefined) {
    throw new EmbeddedFault('unit-failed', {
      where: socket,
      expected: 'the pid of a successor',
      found: JSON.stringify(answer),
    })
  }
  return main
}
