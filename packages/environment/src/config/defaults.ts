import type { ResolvedInfrastructure } from './release-config.ts'

/** What holds where no level says anything. The only place of these numbers. */
export const infrastructureDefaults: Omit<ResolvedInfrastructure, 'hosts'> = {
  perHost: 1,
  resources: {},
  state: [],
  strategy: { kind: 'overlap', batch: 1 },
  health: { startSeconds: 60, intervalMs: 500, timeoutMs: 2000, successes: 2, settleSeconds: 3 },
  drainSeconds: 30,
  stopSeconds: 10,
  user: null,
  restartSeconds: 2,
}
