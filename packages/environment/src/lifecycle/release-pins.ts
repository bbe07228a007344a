import { nearest } from '@towpath/descriptor'
import { EnvironmentFault } from '../fault.ts'
import type { EnvironmentState } from '../state.ts'

/**
 * The state without the pins of one service: what a rollback restored of it may change again. Throws `pin-unknown`, naming what is pinned,
 * when there is none.
 */
export function releasePins(state: EnvironmentState, environment: string, service: string): EnvironmentState {
  const pins = state.pins.filter((pin) => pin.service !== service)
  if (pins.length < state.pins.length) return { ...state, pins }
  const pinned = [...new Set(state.pins.map((pin) => pin.service))].sort()
  throw new EnvironmentFault('pin-unknown', {
    where: `${service} in ${environment}`,
    expected: 'a service that is pinned',
    found: pinned.length === 0 ? 'no pin at all' : `pins of ${pinned.join(', ')}`,
    fix:
      pinned.length === 0
        ? `Nothing holds ${service}: promote it`
        : `Name one of them: \`towpath unpin ${environment} ${nearest(service, pinned) ?? pinned[0]}\``,
  })
}
