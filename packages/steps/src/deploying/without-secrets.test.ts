import type { DeployReport } from '@towpath/environment'
import { describe, expect, it } from 'vitest'
import { withoutSecrets } from './without-secrets.ts'

const report: DeployReport = {
  schema: 1,
  environment: 'staging',
  revision: 2,
  previous: 1,
  fence: 3,
  status: 'rolled-back',
  run: 'https://github.example/runs/1',
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: '2026-01-01T00:00:01.000Z',
  routeTable: null,
  verifiedThrough: null,
  hosts: [
    {
      host: 'app-1',
      phases: [
        {
          name: 'health of orders 1.4.0',
          startedAt: '2026-01-01T00:00:00.000Z',
          durationMs: 1,
          outcome: 'failed',
          detail: 'its last line: no database at postgres://orders:s3cret@db',
        },
      ],
      sentBytes: 0,
      totalBytes: 0,
      instances: [],
    },
  ],
  proxies: [],
  failure: {
    code: 'unhealthy',
    where: 'orders 1.4.0 on app-1',
    expected: 'a healthy answer within 1 s of its start',
    found: 'no answer; its last line: no database at postgres://orders:s3cret@db',
    fix: null,
    log: ['MIIEvQIBADANBgkqhkiG9w0BAQEFAASC', 'level 1'],
  },
}

const secrets = {
  orders: {
    variables: { DB_URL: 'postgres://orders:s3cret@db', DB_PASSWORD: 's3cret', LEVEL: '1' },
    files: { TLS_KEY: '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n' },
    hostFiles: {},
  },
}

describe('a report of a program that says its secrets', () => {
  it('holds none of them, whole or line by line', () => {
    const told = withoutSecrets(report, [{}, secrets])
    expect(told.failure).toMatchObject({
      found: 'no answer; its last line: no database at ***',
      log: ['***', 'level 1'],
    })
    expect(told.hosts[0]?.phases[0]?.detail).toBe('its last line: no database at ***')
    expect(JSON.stringify(told)).not.toContain('s3cret')
  })

  it('is what it was where there are none', () => {
    expect(withoutSecrets(report, [{ orders: { variables: {}, files: {}, hostFiles: {} } }])).toEqual(report)
  })
})
