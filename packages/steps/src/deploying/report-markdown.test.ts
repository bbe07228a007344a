import { digestOf } from '@towpath/descriptor'
import type { DeployReport, ReportedInstance } from '@towpath/environment'
import { describe, expect, it } from 'vitest'
import { renderHeadline, renderReportMarkdown, renderTime } from './report-markdown.ts'

const at = (milliseconds: number): string => new Date(Date.UTC(2026, 10, 23, 9) + milliseconds).toISOString()

const phase = (name: string, from: number, durationMs: number, outcome: 'done' | 'failed' = 'done', detail = '') => ({
  name,
  startedAt: at(from),
  durationMs,
  outcome,
  detail,
})

const instance = (version: string, change: ReportedInstance['change'], host = 'app-1'): ReportedInstance => ({
  id: `staging_orders_${version}_01234567@${host}`,
  service: 'orders',
  version,
  config: digestOf('config'),
  ip: '10.77.0.11',
  ports: { http: 18_001 },
  unit: `towpath-staging_orders_${version}_01234567`,
  change,
})

const host = (name: string): DeployReport['hosts'][number] => ({
  host: name,
  phases: [
    phase('look', 0, 50),
    phase('send orders 1.4.2', 100, 300),
    phase('start orders 1.4.2', 400, 200),
    phase('health of orders 1.4.2', 600, 1100),
    phase('verify routes', 1700, 60),
    phase('switch routes', 1760, 40),
    phase('drain', 2000, 1500, 'done', '1 closed'),
    phase('stop the old', 3500, 500),
  ],
  sentBytes: 412_000,
  totalBytes: 14_000_000,
  instances: [instance('1.4.2', 'started', name), instance('1.3.9', 'stopped', name)],
})

const deployed: DeployReport = {
  schema: 1,
  environment: 'staging',
  revision: 42,
  previous: 41,
  fence: 7,
  status: 'deployed',
  run: 'https://ci.example/1',
  startedAt: at(0),
  endedAt: at(8400),
  routeTable: digestOf('table'),
  verifiedThrough: 'vip',
  hosts: [host('app-1')],
  proxies: [],
  failure: null,
}

const failed: DeployReport = {
  ...deployed,
  status: 'rolled-back',
  endedAt: at(61_200),
  hosts: [
    {
      ...host('app-1'),
      phases: [
        phase('start orders 1.4.2', 400, 200),
        phase('health of orders 1.4.2', 600, 60_000, 'failed', 'orders 1.4.2 on app-1'),
        phase('stop the new', 60_700, 300),
      ],
      instances: [instance('1.3.9', 'kept'), instance('1.4.2', 'stopped')],
    },
  ],
  failure: {
    code: 'unhealthy',
    where: 'orders 1.4.2 on app-1',
    expected: 'a healthy answer within 60 s of its start',
    found: 'http on port 18001: GET /healthz answered 503; its last line: no database',
    fix: 'Read its last lines in the report',
    log: ['connecting', 'no database'],
  },
}

describe('the summary of a deploy', () => {
  it('says what is live, then how long each host took, then the details', () => {
    expect(renderReportMarkdown(deployed)).toMatchInlineSnapshot(`
      "**staging&#64;42 is live: orders 1.4.2 on 1 host in 8.4 s.** orders 1.3.9 was drained and stopped.

      | host | sent | started | healthy | switched | old stopped |
      | --- | --- | --- | --- | --- | --- |
      | app-1 | 412 kB of 14 MB, 0.3 s | 0.2 s | 1.1 s | 0.1 s | 2.0 s |

      <details><summary>How long each part took</summary>

      | host | what | time |
      |---|---|---:|
      | app-1 | look | 0.05 s |
      | app-1 | send orders 1.4.2 | 0.30 s |
      | app-1 | start orders 1.4.2 | 0.20 s |
      | app-1 | health of orders 1.4.2 | 1.10 s |
      | app-1 | verify routes | 0.06 s |
      | app-1 | switch routes | 0.04 s |
      | app-1 | drain: 1 closed | 1.50 s |
      | app-1 | stop the old | 0.50 s |

      </details>"
    `)
  })

  it('says what failed and why, with the last lines', () => {
    expect(renderReportMarkdown(failed)).toMatchInlineSnapshot(`
      "**staging&#64;42 was put back after 1 min; staging&#64;41 serves as before. What failed: orders 1.4.2 on app-1.**

      orders 1.4.2 on app-1: expected a healthy answer within 60 s of its start, found http on port 18001: GET /healthz answered 503; its last line: no database. Read its last lines in the report.

      <details open><summary>Its last lines</summary>

          connecting
          no database

      </details>

      | host | sent | started | healthy | new stopped |
      | --- | --- | --- | --- | --- |
      | app-1 | 412 kB of 14 MB | 0.2 s | 1 min | 0.3 s |

      <details><summary>How long each part took</summary>

      | host | what | time |
      |---|---|---:|
      | app-1 | start orders 1.4.2 | 0.20 s |
      | app-1 | health of orders 1.4.2 **failed** orders 1.4.2 on app-1 | 60.00 s |
      | app-1 | stop the new | 0.30 s |

      </details>"
    `)
  })

  it('has a table for the proxies, and says what was out of reach', () => {
    const edge = {
      ...host('edge-1'),
      phases: [phase('verify routes', 1700, 60), phase('switch routes', 1760, 40), phase('drain', 2000, 1500)],
      sentBytes: 0,
      totalBytes: 0,
      instances: [],
    }
    const app = { ...host('app-1'), phases: host('app-1').phases.filter(({ name }) => !/routes|drain/.test(name)) }
    const pair: DeployReport = {
      ...deployed,
      hosts: [app, edge, { ...edge, host: 'edge-2', phases: [] }],
      proxies: [
        { host: 'edge-1', outcome: 'committed', table: digestOf('table'), holdsVip: true },
        { host: 'edge-2', outcome: 'unreachable', table: null, holdsVip: false },
      ],
    }
    expect(renderReportMarkdown(pair).split('\n\n<details>')[0]).toMatchInlineSnapshot(`
      "**staging&#64;42 is live: orders 1.4.2 on 1 host in 8.4 s.** orders 1.3.9 was drained and stopped.

      ⚠️ **edge-2** was out of reach and goes on by the routes that it has. What it may send to was kept running; the next deploy that reaches it brings it up to date.

      | host | sent | started | healthy | old stopped |
      | --- | --- | --- | --- | --- |
      | app-1 | 412 kB of 14 MB, 0.3 s | 0.2 s | 1.1 s | 0.5 s |

      | proxy | routes | verified | switched | drained | VIP |
      | --- | --- | --- | --- | --- | --- |
      | edge-1 | new | 0.1 s | 0.0 s | 1.5 s | holds it |
      | edge-2 | out of reach |  |  |  |  |"
    `)
  })

  it('names a host that could not be put back', () => {
    const app = host('app-2')
    const lost = { ...app, phases: [{ ...phase('put back', 0, 0), outcome: 'skipped' as const }], instances: [] }
    expect(renderReportMarkdown({ ...failed, hosts: [...failed.hosts, lost] })).toContain(
      '⚠️ **app-2** was out of reach and was not put back; the next deploy that reaches it repairs it.',
    )
  })

  it.each<[string, Partial<DeployReport>]>([
    ['staging@42 is live: orders 1.4.2 on 2 hosts in 8.4 s.', { hosts: [host('app-1'), host('app-2')] }],
    ['staging@42 is live: no process had to be started, in 8.4 s.', { hosts: [] }],
    ['staging@42 runs already; nothing had to change.', { status: 'unchanged' }],
    ['staging@42 was put back after 1 min; staging@41 serves as before. What failed: orders 1.4.2 on app-1.', failed],
    [
      'staging@42 was not deployed; nothing serves. What failed: orders 1.4.2 on app-1.',
      { ...failed, previous: null, hosts: [] },
    ],
    [
      'staging@42 failed after 1 min, and staging could not be put back to staging@41.',
      { ...failed, failure: failed.failure && { ...failed.failure, code: 'put-back-failed' } },
    ],
  ])('begins with: %s', (headline, more) => {
    expect(renderHeadline({ ...deployed, ...more })).toBe(headline)
  })

  it('never says that no request failed, which deploy does not know', () => {
    expect(renderReportMarkdown(deployed)).not.toMatch(/request/)
  })

  it.each([
    [0, '0.0 s'],
    [8449, '8.4 s'],
    [9949, '9.9 s'],
    [9950, '10 s'],
    [61_000, '1 min'],
  ])('writes %d ms as %s', (milliseconds, text) => {
    expect(renderTime(milliseconds)).toBe(text)
  })
})
