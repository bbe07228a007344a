import { describe, expect, it } from 'vitest'
import { needs, Shop, specOf, web } from '../fixtures/builders.ts'
import { renderPlanMarkdown } from './plan-markdown.ts'
import { renderPlanText } from './plan-text.ts'

/** `cart` and `orders` need each other, and both need `stock`. */
const shop = () =>
  new Shop()
    .publish('cart', '1.0.0', needs('orders', '*'))
    .publish('orders', '1.4.0', { dependencies: { cart: { range: '*' }, stock: { range: '*' } } })
    .publish('orders', '1.5.0', { dependencies: { cart: { range: '*' }, stock: { range: '*' } } })
    .publish('stock', '2.1.3')
    .publish('mail', '1.0.0', needs('orders', '*'))
    .publishSet('checkout', '2.4.0', { cart: '1.0.0', orders: '1.4.0', stock: '2.1.3' })
    .publishSet('checkout', '3.0.0', { cart: '1.0.0', orders: '1.5.0', stock: '2.1.3' })
const spec = specOf({ cart: web, orders: web, stock: web, mail: web })

describe('a plan of sets', () => {
  it('shows them as sets, and in which order they start, with what goes in one step', () => {
    const plan = shop().plan(spec, ['set checkout@2.4.0', 'mail'])
    expect(renderPlanMarkdown(plan).split('\n\n').slice(0, 4)).toEqual([
      '### staging: `checkout` 2.4.0 and `mail` 1.0.0 can go',
      'Set **checkout 2.4.0 (new)**, 3 packages as a whole: cart 1.0.0, orders 1.4.0, stock 2.1.3.',
      [
        '| | now (nothing yet) | then (staging@1) | |',
        '|---|---|---|---|',
        '| cart | – | **1.0.0** | new |',
        '| mail | – | **1.0.0** | new |',
        '| orders | – | **1.4.0** | new |',
        '| stock | – | **2.1.3** | new |',
      ].join('\n'),
      'Deploy starts stock, then cart and orders (one step: they need each other), then mail.',
    ])
    const text = renderPlanText(plan)
    expect(text).toContain('  set checkout 2.4.0 (new): 3 packages as a whole: cart 1.0.0, orders 1.4.0, stock 2.1.3\n')
    expect(text).toContain('  deploy starts stock, then cart and orders (one step: they need each other), then mail\n')
  })

  it('shows what moves within a set', () => {
    const store = shop()
    store.promote(spec, 'set checkout@2.4.0')
    const text = renderPlanText(store.plan(spec, ['set checkout@3.0.0']))
    expect(text.split('\n').slice(0, 3)).toEqual([
      'staging: checkout 3.0.0 can go',
      '  set checkout 2.4.0 → 3.0.0: 3 packages as a whole: cart 1.0.0, orders 1.4.0 → 1.5.0, stock 2.1.3',
      '  orders  1.4.0 → 1.5.0',
    ])
  })
})
