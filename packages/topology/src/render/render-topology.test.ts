import { describe, expect, it } from 'vitest'
import type { TopologyWindow } from '../window.ts'
import { renderMermaid } from './mermaid.ts'
import { renderTopologyMarkdown, renderTopologyText } from './render-topology.ts'

const orders = { service: 'orders', version: '1.4.0' }
const stock = { service: 'stock', version: '2.1.3' }

const window: TopologyWindow = {
  schema: 1,
  environment: 'staging',
  from: '2026-11-26T09:00:00Z',
  to: '2026-11-26T10:00:00Z',
  revision: 42,
  spans: 20,
  traces: 10,
  entries: 10,
  edges: [
    {
      from: orders,
      to: stock,
      via: 'call',
      calls: 10,
      errors: 1,
      firstSeen: null,
      lastSeen: null,
      durations: { '12': 9, '20': 1 },
    },
  ],
  unknown: [{ reason: 'peer-unknown', service: 'a|b @here', spans: 2 }],
  verdicts: [
    {
      state: 'unproven',
      from: orders,
      to: { service: 'mail', range: '^1', versions: [] },
      calls: 0,
      errors: 0,
      reason: '',
    },
    {
      state: 'seen',
      from: orders,
      to: { service: 'stock', range: '>=2 <3 || ^5', versions: ['2.1.3'] },
      calls: 10,
      errors: 1,
      reason: '',
    },
    {
      state: 'undeclared',
      from: stock,
      to: { service: 'cart', range: null, versions: ['1.0.0'] },
      calls: 3,
      errors: 0,
      reason: '',
    },
  ],
}

describe('the topology', () => {
  it('is told in a terminal, violations first', () => {
    expect(renderTopologyText(window)).toBe(
      [
        'staging@42: 1 call breaks what is declared; 1 declared and seen, 1 unproven (20 spans, 10 traces)',
        '',
        'caller        calls        declared      seen  errors  median',
        'stock 2.1.3   cart 1.0.0   no            3     0               ✗ undeclared',
        'orders 1.4.0  mail         ^1            0     0               ? declared, unproven',
        'orders 1.4.0  stock 2.1.3  >=2 <3 || ^5  10    1       < 5 ms  ✓ declared and seen',
        '',
        '10 came from outside',
        '2 from a|b @here to somebody that recorded nothing and has no address here',
      ].join('\n'),
    )
  })

  it('takes the median over all versions that were called', () => {
    const [edge] = window.edges
    const [, seen] = window.verdicts
    if (edge === undefined || seen === undefined) throw new Error('an edge')
    const other = { ...edge, to: { service: 'stock', version: '2.2.0' }, calls: 90, durations: { '20': 90 } }
    const both = { ...seen, to: { ...seen.to, versions: ['2.1.3', '2.2.0'] } }
    const text = renderTopologyText({ ...window, edges: [edge, other], verdicts: [both] })
    expect(text).toContain('< 1.0 s')
  })

  it('sends nothing to a terminal that steers it', () => {
    const unknown = [{ reason: 'peer-unknown' as const, service: 'a\u001b[2Jb\nc', spans: 1 }]
    expect(renderTopologyText({ ...window, unknown })).toContain('1 from a [2Jb c to somebody')
  })

  it('is Markdown that no name can break', () => {
    const text = renderTopologyMarkdown(window)
    expect(text).toContain(
      '| orders 1.4.0 | stock 2.1.3 | &gt;=2 &lt;3 &#124;&#124; ^5 | 10 | 1 | &lt; 5 ms | ✓ declared and seen |',
    )
    expect(text).toContain('- 2 from a&#124;b &#64;&#8203;here to somebody')
    expect(text).toContain('```mermaid\nflowchart LR')
  })

  it('is a picture with a line for each edge', () => {
    expect(renderMermaid(window.verdicts)).toBe(
      [
        'flowchart LR',
        '  n0["orders 1.4.0"]',
        '  n1["mail"]',
        '  n2["stock 2.1.3"]',
        '  n3["cart 1.0.0"]',
        '  n0 -.->|"unproven"| n1',
        '  n0 -->|"10"| n2',
        '  n2 ==>|"3 undeclared"| n3',
      ].join('\n'),
    )
  })

  it('is a picture whose labels can not end early', () => {
    const evil = { service: 'x"] --> y', version: '1.0.0+a;b' }
    const [verdict] = window.verdicts
    if (verdict === undefined) throw new Error('a verdict')
    expect(renderMermaid([{ ...verdict, from: evil }])).toContain('["x#34;#93; --#62; y 1.0.0+a#59;b"]')
  })

  it('says so when there is nothing', () => {
    const nothing = { ...window, revision: null, verdicts: [], edges: [], unknown: [], entries: 0, spans: 0, traces: 0 }
    expect(renderTopologyText(nothing)).toBe(
      'staging: no call was seen; 0 declared and seen, 0 unproven (0 spans, 0 traces)',
    )
    expect(renderTopologyMarkdown(nothing)).not.toContain('mermaid')
  })
})
