import { describe, expect, it } from 'vitest'
import { at, needs, request, Shop, specOf, web } from '../fixtures/builders.ts'
import { renderDuration } from './duration.ts'
import { codeSpan, escapeMarkdown, escapeMarkdownLine, escapeProse } from './escape-markdown.ts'
import type { Plan } from './plan.ts'
import { planDocumentSchema, renderPlanJson } from './plan-document.ts'
import { planHeadline } from './plan-headline.ts'
import { renderPlanMarkdown } from './plan-markdown.ts'
import { renderPlanText } from './plan-text.ts'
import { orderServices } from './service-order.ts'

const spec = specOf({ orders: web, stock: web }, { after: ['dev'], policy: { soakMinutes: 30 } })
const ran = (...names: string[]) => [
  { environment: 'dev', exists: true, ran: Object.fromEntries(names.map((name) => [name, { since: at(-132) }])) },
]

const together = {
  environment: 'dev',
  consumer: 'orders@1.4.2',
  provider: 'stock@2.1.3',
  revision: 7,
  failure: null,
}

function shop(): Shop {
  const store = new Shop()
    .publish('stock', '2.1.3')
    .publish('stock', '3.0.0')
    .publish('orders', '1.3.9', needs('stock', '^2.1.0'))
    .publish('orders', '1.4.2', {
      ...needs('stock', '^2.1.0'),
      notes: '- Faster baskets\n- Thanks @eve for <b>#12</b>',
    })
    .publish('orders', '2.0.0', needs('stock', '^3.0.0'))
  store.write(store.plan(spec, ['orders@1.3.9', 'stock@2.1.3'], { upstream: ran('orders@1.3.9', 'stock@2.1.3') }), spec)
  return store
}

const accepted = (): Plan =>
  shop().plan(
    specOf(
      { orders: { ...web, config: { LOG_LEVEL: 'debug' } }, stock: web },
      { after: ['dev'], policy: { soakMinutes: 30 } },
    ),
    ['orders@1.4.2'],
    { upstream: ran('orders@1.4.2'), together: [together] },
  )
const refused = (): Plan => shop().plan(spec, ['stock@3.0.0'], { upstream: ran('stock@3.0.0', 'orders@2.0.0') })

/** On a Saturday, with nothing seen upstream: twice, refused and with its gates set aside. */
const hotfix = (overrides: readonly string[]): Plan => {
  const policy = { freeze: ['Fri 16:00-Mon 08:00 Europe/Berlin'], allowed: { override: ['ada', 'team:ops'] } }
  const careful = specOf({ orders: web, stock: web }, { after: ['dev'], policy })
  return shop().plan(careful, ['orders@1.4.2'], {
    upstream: ran(),
    overrides,
    request: { ...request('promote orders@1.4.2 to staging'), reason: 'carts are lost' },
    now: '2026-11-28T10:00:00Z',
  })
}

describe('a plan as people read it', () => {
  it('says what holds a hotfix back, and who may let it go', () => {
    expect(renderPlanMarkdown(hotfix([]))).toMatchSnapshot()
  })

  it('says what was set aside, by whom and why', () => {
    expect(renderPlanMarkdown(hotfix(['order', 'freeze']))).toMatchSnapshot()
  })

  it('says what can go, what stays beside it, why, and what is new', () => {
    expect(
      renderPlanMarkdown(accepted(), { toGoOn: 'towpath promote --environment staging --packages orders@1.4.2' }),
    ).toMatchSnapshot()
  })

  it('says what is refused, and the ways out', () => {
    expect(renderPlanMarkdown(refused())).toMatchSnapshot()
  })

  it.each<[string, (store: Shop) => Plan, string]>([
    [
      'a version that no line takes',
      (store) =>
        store.plan(specOf({ orders: web, stock: { ...web, versions: ['^2'] } }), ['orders@1.4.2', 'stock@3.0.0']),
      "staging: `orders` 1.4.2 and `stock` 3.0.0 can't go yet",
    ],
    [
      'what would go, not where to',
      (store) =>
        store.plan(specOf({ orders: web, stock: web }, { policy: { allowed: { promote: ['eve'] } } }), ['stock@9']),
      "staging: `stock` 9 can't go yet",
    ],
  ])('names in its headline %s', (_name, plan, headline) => {
    expect(planHeadline(plan(shop()))).toBe(headline)
  })

  it('says it in a terminal too', () => {
    expect(renderPlanText(accepted())).toMatchSnapshot()
    expect(renderPlanText(refused())).toMatchSnapshot()
  })

  it('says when there is nothing to do', () => {
    const plan = shop().plan(spec, ['stock@2.1.3'])
    expect(renderPlanMarkdown(plan)).toBe(
      '### staging: nothing to change, staging&#64;1 has it all\n\n✅ dependencies: the one declared dependency is satisfied\n',
    )
  })

  it('is a document that its schema reads', () => {
    for (const plan of [accepted(), refused()]) {
      expect(planDocumentSchema.parse(JSON.parse(renderPlanJson(plan)))).toMatchObject({
        schema: 1,
        outcome: plan.outcome,
      })
    }
  })
})

describe('text of others in Markdown', () => {
  it.each([
    ['a mention', '@acme/ops', '&#64;&#8203;acme/ops'],
    ['harm done to a revision', 'staging@41', 'staging&#64;41'],
    ['a cell end', 'a | b', 'a &#124; b'],
    ['HTML', '<img src=x onerror=y>', '&lt;img src=x onerror=y&gt;'],
    ['a link', '[x](https://evil)', '&#91;x&#93;(https&#58;//evil)'],
    ['code', '`x`', '&#96;x&#96;'],
    ['an issue', 'fixes #12', 'fixes &#35;&#8203;12'],
    ['an issue in another spelling', 'fixes GH-12', 'fixes GH-&#8203;12'],
    ['an entity', '&lt;', '&amp;lt;'],
    ['a heading', '# big', '&#35; big'],
    ['a rule', '---', '&#45;&#45;&#45;'],
    ['a number', '1. one', '&#49;&#46; one'],
    ['harm done to a version', '1.4.2', '1.4.2'],
    ['a bare address', 'see www.evil.example', 'see www&#46;evil.example'],
    ['two lines', 'a\n\n# b', 'a &#35; b'],
    ['a hidden turn', 'a\u202eb', 'ab'],
  ])('has no %s', (_name, text, escaped) => {
    expect(escapeMarkdownLine(text)).toBe(escaped)
  })

  it('keeps lists and lines where there is room', () => {
    expect(escapeMarkdown('one\ntwo\n\n- a *b*\n  - c')).toBe('one  \ntwo\n\n- a &#42;b&#42;\n- c')
  })

  it('keeps code as it is', () => {
    expect(codeSpan('a ` b')).toBe('`` a ` b ``')
    expect(escapeProse('needs `^1` @all')).toBe('needs `^1` &#64;&#8203;all')
    expect(escapeProse('a ` b')).toBe('a &#96; b')
  })

  it('shows code with a | alike in a table and outside of one', () => {
    expect(codeSpan('/promote orders@^1 || ^2 <b>')).toBe(
      '<code>/promote orders&#64;^1 &#124;&#124; ^2 &lt;b&gt;</code>',
    )
  })
})

describe('the order of services', () => {
  const edges = (map: Record<string, string[]>) =>
    new Map(Object.entries(map).map(([name, targets]) => [name, new Set(targets)]))

  it('has dependencies first, and cycles in one group', () => {
    expect(
      orderServices(
        edges({
          web: ['cart', 'orders'],
          cart: ['orders'],
          orders: ['stock'],
          stock: [],
          mail: ['sms'],
          sms: ['mail', 'gone'],
        }),
      ),
    ).toEqual([['stock'], ['orders'], ['cart'], ['mail', 'sms'], ['web']])
  })

  it('takes long chains', () => {
    const chain = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`s${index}`, [`s${index + 1}`]]))
    expect(orderServices(edges(chain))).toHaveLength(20_000)
  })
})

describe('a time', () => {
  it.each([
    [400, '1 s'],
    [59_000, '59 s'],
    [60_000, '1 min'],
    [11_520_000, '3 h 12 min'],
    [86_400_000, '1 d'],
    [100_000_000, '1 d 3 h'],
  ])('%d ms is %s', (duration, text) => expect(renderDuration(duration)).toBe(text))
})
