import { describeLock, type Lock, parseLockExpiry } from '@towpath/environment'
import type { Command, CommandCall, CommandResult } from './command.ts'
import { lockedPlace, lockResult, lockWords } from './locked-place.ts'

export const lock: Command = {
  name: 'lock',
  summary: 'Keep an environment, or a service in it, from being promoted, rolled back or deployed',
  words: lockWords,
  options: [
    { name: 'reason', description: 'Why: everyone who is refused reads it', value: 'text', required: true },
    { name: 'service', description: 'Locks this service alone', value: 'name' },
    {
      name: 'all',
      description: 'Locks every environment, also those that are yet to come: the global stop',
      value: null,
    },
    {
      name: 'for',
      description: 'How long: `30min`, `2h`, `3d`. Without an end it holds until it is unlocked',
      value: 'time span',
    },
    { name: 'until', description: 'Or when it ends: `2026-11-30T18:00+01:00`', value: 'time' },
    { name: 'run', description: 'URL of the run or incident that it belongs to', value: 'url' },
  ],
  run: async (call) => {
    const { lock: lockOne, lockAll } = await import('@towpath/steps/operating')
    const { inputs, store } = call
    const wanted = readLock(call)
    const place = lockedPlace('lock', inputs)
    if (place === null) {
      const said = describeLock({ ...wanted, everywhere: true })
      return lockResult(await lockAll(store, wanted), `From now on ${said}`)
    }
    const written = await lockOne(store, place, wanted)
    return oneLocked(place.environment, written)
  },
}

function readLock({ inputs, context, clock }: CommandCall): Lock {
  const now = clock()
  return {
    service: null,
    by: context.actor,
    reason: inputs.required('reason'),
    run: inputs.text('run') ?? context.run,
    since: now.toISOString(),
    until: parseLockExpiry({ span: inputs.text('for'), until: inputs.text('until') }, now),
  }
}

function oneLocked(environment: string, written: Lock): CommandResult {
  const subject = written.service === null ? environment : `${written.service} in ${environment}`
  return { document: { environment, lock: written }, text: `${subject} is ${describeLock(written)}` }
}
