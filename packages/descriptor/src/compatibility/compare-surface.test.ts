import { describe, expect, it } from 'vitest'
import type { Descriptor } from '../descriptor/descriptor.ts'
import { digestOf } from '../digest.ts'
import { compareSurface } from './compare-surface.ts'

const base: Descriptor = {
  schema: 1,
  package: 'orders',
  version: '1.0.0',
  code: { run: ['node', 'server.js'] },
  provides: { http: { protocol: 'http', port: 'PORT' }, feed: { protocol: 'tcp', port: 'FEED_PORT' } },
  dependencies: { stock: { range: '^2.1.0' }, mail: { range: '^1.0.0', optional: true } },
  files: digestOf('files'),
  archive: { digest: digestOf('a'), sizeBytes: 1, mediaType: 'application/vnd.towpath.code.v1.tar+gzip' },
  notes: '',
  source: { repository: 'r', revision: 'c' },
  created: '2026-11-23T09:30:00Z',
}

const contract = { path: 'openapi.yaml', digest: digestOf('contract') }
const http = { protocol: 'http', port: 'PORT' } as const
const feed = { protocol: 'tcp', port: 'FEED_PORT' } as const

function changesOf(was: Partial<Descriptor>, is: Partial<Descriptor>): string[] {
  const { changes } = compareSurface({ ...base, ...was }, { ...base, ...is })
  return changes.map(({ level, place, what }) => `${level} ${place} ${what}`)
}

describe('the provides of a package', () => {
  it.each<[string, Partial<Descriptor>, Partial<Descriptor>, string[]]>([
    ['stay', {}, { provides: { feed, http: { ...http, port: 'OTHER', health: '/up' } } }, []],
    ['lose one', {}, { provides: { http } }, ['major provides.feed removed']],
    ['lose all', { provides: { http } }, { kind: 'worker', provides: {} }, ['major provides.http removed']],
    ['gain one', { provides: { http } }, {}, ['minor provides.feed added']],
    [
      'speak otherwise',
      { provides: { feed } },
      { provides: { feed: { protocol: 'grpc', port: 'P' } } },
      ['major provides.feed the protocol was tcp, is grpc'],
    ],
    [
      'get a contract',
      { provides: { http } },
      { provides: { http: { ...http, contract } } },
      ['minor provides.http.contract added'],
    ],
    [
      'lose a contract',
      { provides: { http: { ...http, contract } } },
      { provides: { http } },
      ['major provides.http.contract removed: nothing says any longer what is provided'],
    ],
    [
      'answer others than before who name none',
      { provides: { feed } },
      {},
      ['minor provides.http added', 'major provides a dependency that names no provide had `feed`, has `http`'],
    ],
    [
      'no longer answer who names none',
      { provides: { feed } },
      { provides: { feed, other: { protocol: 'tcp', port: 'P' } } },
      ['minor provides.other added', 'major provides a dependency that names no provide had `feed`, has none'],
    ],
  ])('%s', (_name, was, is, expected) => expect(changesOf(was, is)).toEqual(expected))
})

describe('the dependencies of a package', () => {
  const dependencies = base.dependencies ?? {}

  it.each<[string, Descriptor['dependencies'], string[]]>([
    ['change their ranges', { ...dependencies, stock: { range: '~2.1.5' } }, []],
    ['are fewer', {}, []],
    [
      'need one more',
      { ...dependencies, prices: { range: '*' } },
      ['minor dependencies.prices added: an environment must have it now'],
    ],
    ['can use one more', { ...dependencies, prices: { range: '*', optional: true } }, []],
    [
      'need what was optional',
      { ...dependencies, mail: { range: '^1.0.0' } },
      ['minor dependencies.mail no longer optional'],
    ],
    ['no longer need one', { ...dependencies, stock: { range: '^2.1.0', optional: true } }, []],
  ])('%s', (_name, changed, expected) => expect(changesOf({}, { dependencies: changed })).toEqual(expected))
})
