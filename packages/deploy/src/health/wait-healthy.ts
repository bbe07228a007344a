import { runCommand } from '@towpath/hosts'
import { pause } from '../run/pause.ts'
import { healthFault } from './health-fault.ts'
import { lookAtUnit, type SeenUnit } from './look-at-unit.ts'
import { canBeAsked, type InstanceToCheck, probe } from './probe.ts'

export interface HealthClock {
  /** Milliseconds. */
  readonly now: () => number
  readonly sleep: (milliseconds: number) => Promise<void>
  readonly signal: AbortSignal
}

/** While it comes up it is asked often, so that a quick start is seen at once; the pauses double up to `intervalMs`. */
const firstPauseMs = 25
/** How often the unit itself is looked at while it does not answer. */
const lookEveryMs = 1000

/**
 * Waits until an instance answers well `successes` times in a row, at ports that are its own, and then stays so for `settleSeconds` without
 * being started again. What can't be asked anything must just stay up. One that has been up for long already need not settle again.
 * Faults: `instance-failed`, `unhealthy`, `unsettled`, `port-foreign`, each with its last lines.
 */
export async function waitHealthy(instance: InstanceToCheck, clock: HealthClock): Promise<void> {
  const first = await waitForAnswers(instance, clock)
  const { settleSeconds } = instance.health
  const restMs = (settleSeconds - (canBeAsked(instance) ? 0 : first.upSeconds)) * 1000
  if (restMs > 0) await settle(instance, first, restMs, clock)
}

/** Returns what the unit looked like at the first good answer. */
async function waitForAnswers(instance: InstanceToCheck, clock: HealthClock): Promise<SeenUnit> {
  const { startSeconds, intervalMs, successes } = instance.health
  const needed = canBeAsked(instance) ? successes : 1
  const until = clock.now() + startSeconds * 1000
  let seen: SeenUnit | null = null
  let inRow = 0
  let pauseMs = firstPauseMs
  let lookAt = clock.now() + lookEveryMs
  for (;;) {
    clock.signal.throwIfAborted()
    let wrong = await probe(instance, clock.signal)
    if (wrong === null && inRow === 0) {
      seen = await look(instance, clock)
      wrong = doubt(seen)
    } else if (wrong !== null && clock.now() >= lookAt) {
      lookAt = clock.now() + lookEveryMs
      await look(instance, clock)
    }
    inRow = wrong === null ? inRow + 1 : 0
    if (seen !== null && inRow >= needed) return seen
    if (wrong !== null && clock.now() > until) {
      await look(instance, clock)
      throw await healthFault(instance, {
        code: 'unhealthy',
        expected: `a healthy answer within ${startSeconds} s of its start`,
        found: wrong,
      })
    }
    await pause(inRow > 0 ? intervalMs : Math.min(pauseMs, intervalMs), clock)
    pauseMs *= 2
  }
}

/** Throws at once for what waiting can't mend. */
async function look(instance: InstanceToCheck, { signal }: HealthClock): Promise<SeenUnit> {
  const { host, unit, ports } = instance
  const seen = await runCommand(host, lookAtUnit(unit, host.address, Object.values(ports)), { signal })
  if (seen.state === 'failed' || seen.state === 'stopped' || seen.state === 'absent') {
    throw await healthFault(instance, {
      code: 'instance-failed',
      expected: 'its process to stay up',
      found: seen.state === 'failed' ? 'it ended again and again' : `its unit is ${seen.state}`,
    })
  }
  const foreign = seen.listeners.find(({ owner }) => owner === 'other')
  if (foreign !== undefined) {
    throw await healthFault(instance, {
      code: 'port-foreign',
      expected: `port ${foreign.port} to be its own`,
      found: foreign.holder === '' ? 'another process listens there' : `process ${foreign.holder} listens there`,
    })
  }
  return seen
}

/** An answer does not count while the process that gave it can't be seen. */
function doubt({ state, process, listeners }: SeenUnit): string | null {
  if (state !== 'running' || process === null) return `its process is ${state}`
  const silent = listeners.find(({ owner }) => owner === 'nobody')
  return silent === undefined ? null : `nothing listens at port ${silent.port}`
}

async function settle(instance: InstanceToCheck, first: SeenUnit, restMs: number, clock: HealthClock): Promise<void> {
  const unsettled = (found: string) =>
    healthFault(instance, {
      code: 'unsettled',
      expected: `it to stay well for ${instance.health.settleSeconds} s`,
      found,
    })
  const until = clock.now() + restMs
  for (let left = restMs; left > 0; left = until - clock.now()) {
    await pause(Math.min(instance.health.intervalMs, left), clock)
    const wrong = await probe(instance, clock.signal)
    if (wrong !== null) throw await unsettled(wrong)
  }
  const last = await look(instance, clock)
  if (last.process !== first.process) throw await unsettled('its process ended and was started again')
}
