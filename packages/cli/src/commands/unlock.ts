import { renderTime } from '@towpath/environment'
import type { Command } from './command.ts'
import { lockedPlace, lockResult, lockWords } from './locked-place.ts'

export const unlock: Command = {
  name: 'unlock',
  summary: 'Lift the lock of an environment, of a service in it, or of all',
  words: lockWords,
  options: [
    { name: 'service', description: 'Lifts the lock of this service alone', value: 'name' },
    { name: 'all', description: 'Lifts the global stop; locks of single environments stay', value: null },
  ],
  run: async ({ inputs, store, context, clock }) => {
    const { unlock: unlockOne, unlockAll } = await import('@towpath/steps/operating')
    const who = { by: context.actor, now: clock().toISOString() }
    const place = lockedPlace('unlock', inputs)
    if (place === null) {
      const outcomes = await unlockAll(store, who)
      const wasOpen = outcomes.every(({ outcome }) => outcome === 'open')
      return lockResult(outcomes, wasOpen ? 'There was no global stop' : 'The global stop is lifted')
    }
    const lifted = await unlockOne(store, place, who)
    const subject = place.service === null ? place.environment : `${place.service} in ${place.environment}`
    return {
      document: { environment: place.environment, lifted },
      text: `${subject} is open again; ${lifted.by} had locked it since ${renderTime(lifted.since)}: ${lifted.reason}`,
    }
  },
}
