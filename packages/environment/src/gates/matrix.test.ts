import { describe, expect, it } from 'vitest'
import { needs, Shop, specOf, web } from '../fixtures/builders.ts'
import { judgeMatrix } from './matrix-gate.ts'
import { type EndedDeploy, pairsThatRan } from './together.ts'

const services = { orders: web, stock: web, cart: web }
const spec = (more: object = {}) => specOf(services, { after: ['dev'], ...more })

/** A revision of dev with these; orders and cart need stock. */
function revisionOf(...wishes: string[]) {
  const shop = new Shop()
  for (const wish of wishes) {
    const [name = '', version = ''] = wish.split('@')
    shop.publish(name, version, name === 'stock' ? {} : needs('stock', '*'))
  }
  return shop.promote(specOf(services, { environment: 'dev' }), ...wishes)
}

const well = (...wishes: string[]): EndedDeploy => ({
  revision: revisionOf(...wishes),
  report: { status: 'deployed', failure: null },
})

const failed = (code: string, where: string, ...wishes: string[]): EndedDeploy => ({
  revision: revisionOf(...wishes),
  report: {
    status: 'rolled-back',
    failure: { code, where, expected: null, found: null, fix: null, log: [] },
  },
})

const unhealthy = (...wishes: string[]) => failed('unhealthy', 'orders 1.4.2 on app-1', ...wishes)

const judge = (deploys: readonly EndedDeploy[], more: object = {}, before: readonly string[] = []) => {
  const base = before.length === 0 ? [] : revisionOf(...before).releases
  const { releases } = revisionOf('orders@1.4.2', 'stock@2.1.3')
  const { verdicts, refusals } = judgeMatrix(spec(more), releases, base, pairsThatRan(deploys))
  return [
    ...refusals.map(({ reason }) => `fail ${reason}`),
    ...verdicts.map(({ outcome, reason }) => `${outcome} ${reason}`),
  ]
}

const both = ['orders@1.4.2', 'stock@2.1.3']
const good = 'orders 1.4.2 with stock 2.1.3 ran well in dev'
const bad = 'orders 1.4.2 with stock 2.1.3 failed in dev@1: it did not become well'
const never = 'orders 1.4.2 with stock 2.1.3 never ran together in dev'
const require = { policy: { gates: { matrix: 'require' } } }

describe('the earned matrix', () => {
  it.each<[string, EndedDeploy[], object, string[], string[]]>([
    ['known good', [well(...both)], {}, [], [`pass ${good}`]],
    ['known bad', [unhealthy(...both)], {}, [], [`warn ${bad}`]],
    ['bad, then good', [unhealthy(...both), well(...both)], {}, [], [`pass ${good}`]],
    ['good, then bad', [well(...both), unhealthy(...both)], {}, [], [`pass ${good}`]],
    [
      'each ran, not together',
      [well('orders@1.4.2', 'stock@2.1.2'), well('stock@2.1.3')],
      {},
      [],
      [`unproven ${never}`],
    ],
    ['nothing ran', [], {}, [], [`unproven ${never}`]],
    ['required and good', [well(...both)], require, [], [`pass ${good}`]],
    ['required and bad', [unhealthy(...both)], require, [], [`fail ${bad}`]],
    ['required and never', [], require, [], [`fail ${never}`]],
    ['off', [unhealthy(...both)], { policy: { gates: { matrix: 'off' } } }, [], []],
    ['here already', [], {}, both, []],
    ['its provider is new here', [], {}, ['orders@1.4.2', 'stock@2.1.2'], [`unproven ${never}`]],
    ['nowhere to have run', [], { after: [] }, [], []],
    ['nowhere, and bad here', [unhealthy(...both)], { after: [] }, [], [`warn ${bad}`]],
  ])('%s', (_name, deploys, more, before, answers) => expect(judge(deploys, more, before)).toEqual(answers))

  it('blames a failed deploy on nobody but who failed', () => {
    const all = ['cart@1.0.0', ...both]
    expect(pairsThatRan([unhealthy(...all)]).map(({ consumer, provider }) => `${consumer} ${provider}`)).toEqual([
      'orders@1.4.2 stock@2.1.3',
    ])
    expect(pairsThatRan([failed('unsettled', 'orders 1.4.2 on app-1 (and 1 more)', ...all)])).toMatchObject([
      { failure: 'it did not stay well' },
    ])
    for (const deploy of [
      failed('host-unreachable', 'Host app-1', ...all),
      failed('unhealthy', 'stock 2.1.3 on app-1', ...all),
      failed('cancelled', 'The deploy', ...all),
      { ...unhealthy(...all), report: { status: 'rolled-back' as const, failure: null } },
    ])
      expect(pairsThatRan([deploy])).toEqual([])
  })
})
