import type { DeployPlan } from './deploy-plan.ts'
import { packagesByHost } from './plan-deploy.ts'

/**
 * What can be done of a plan while some hosts are out of reach: nothing starts, stops or goes there. What was kept there stays in the plan, and so
 * in the routes: when such a host comes back it serves again. Pure.
 */
export function withoutHosts(plan: DeployPlan, unreached: ReadonlySet<string>): DeployPlan {
  if (unreached.size === 0) return plan
  const isThere = ({ host }: { readonly host: string }): boolean => !unreached.has(host)
  const groups = plan.groups.flatMap((group) => {
    const batches = group.batches
      .map((batch) => batch.filter(({ wanted }) => isThere(wanted)))
      .filter((batch) => batch.length > 0)
    return batches.length === 0 ? [] : [{ ...group, batches }]
  })
  return {
    groups,
    kept: plan.kept,
    leaving: plan.leaving.filter(isThere),
    leftovers: plan.leftovers.filter(isThere),
    packages: packagesByHost(groups.flatMap(({ batches }) => batches.flat())),
  }
}
