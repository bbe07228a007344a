import { changedReleases } from '../plan/planned-changes.ts'
import type { Pin, Release } from '../revision.ts'
import type { RollbackInput } from './rollback-input.ts'

/** What it restored is pinned; of the pins that were there, those stay whose release stays. */
export function pinsAfter(input: RollbackInput, releases: readonly Release[]): Pin[] {
  const before = input.base?.revision.releases ?? []
  const { by, reason } = input.request
  const brought = changedReleases(before, releases).flatMap(({ to }): Pin[] => {
    if (to === null) return []
    const { service, version, config } = to
    return [{ service, version, config, since: input.now, by, reason: reason ?? 'rollback' }]
  })
  const stays = (pin: Pin) =>
    releases.some(
      (release) => release.service === pin.service && release.version === pin.version && release.config === pin.config,
    ) && !brought.some((other) => other.service === pin.service && other.version === pin.version)
  return [...input.state.pins.filter(stays), ...brought].sort((a, b) =>
    `${a.service} ${a.version}` < `${b.service} ${b.version}` ? -1 : 1,
  )
}
