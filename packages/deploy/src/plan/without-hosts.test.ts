import { expect, it } from 'vitest'
import { liveOf, wantedOf } from '../trial/wanted.ts'
import { planDeploy } from './plan-deploy.ts'
import { withoutHosts } from './without-hosts.ts'

it('a plan without some hosts starts, stops and sends nothing there, and keeps their routes', () => {
  const kept = ['a', 'b'].map((host) => wantedOf({ service: 'stock', host }))
  const entering = ['a', 'b'].map((host) => wantedOf({ service: 'orders', version: '2.0.0', host }))
  const leaving = ['a', 'b'].map((host) => liveOf(wantedOf({ service: 'orders', host })))
  const plan = planDeploy({
    wanted: [...kept, ...entering],
    standing: {
      live: [...kept.map((one) => liveOf(one)), ...leaving],
      leftovers: ['a', 'b'].map((host) => ({ host, folder: null, unit: 'x' })),
    },
    isProven: () => true,
    order: [['stock'], ['orders']],
  })
  const rest = withoutHosts(plan, new Set(['b']))
  expect(rest.kept).toEqual(plan.kept)
  expect(rest.groups.flatMap(({ batches }) => batches)).toEqual([[{ wanted: entering[0], revived: null }]])
  expect(rest.leaving).toEqual([leaving[0]])
  expect(rest.leftovers.map(({ host }) => host)).toEqual(['a'])
  expect(Object.keys(rest.packages)).toEqual(['a'])
  expect(withoutHosts(plan, new Set())).toBe(plan)
})
