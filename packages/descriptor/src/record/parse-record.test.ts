import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { canonicalJson } from '../canonical.ts'
import { DescriptorFaults } from '../fault.ts'
import { packagePaths } from './package-record.ts'
import { parseMark, parseOwner, parsePackageSetRecord, parseRecord } from './parse-record.ts'

const owner = {
  schema: 1,
  package: 'orders',
  repository: 'https://github.com/acme/shop',
  since: '2026-11-23T09:30:00Z',
}

function faultOf(read: () => unknown) {
  try {
    read()
  } catch (error) {
    if (error instanceof DescriptorFaults) return error.all.map((fault) => [fault.code, fault.message])
    throw error
  }
  throw new Error('no fault')
}

describe('a stored record', () => {
  it('is read back as it was written', () => {
    expect(parseOwner(canonicalJson(owner), packagePaths.owner('orders'))).toEqual(owner)
    const mark = {
      schema: 1,
      package: 'orders',
      version: '1.4.2',
      by: 'ada',
      reason: 'loses carts',
      since: owner.since,
    }
    expect(parseMark(canonicalJson(mark), packagePaths.mark('orders', '1.4.2'))).toEqual(mark)
  })

  it.each([
    ['no JSON', '{"schema":1', 'record-invalid', /^owner\.json: expected JSON, found what can't be read: /],
    ['a list', '[]', 'record-invalid', /^owner\.json: expected a map, found an empty list\.$/],
    [
      'a newer one',
      '{"schema":2,"new":true}',
      'record-newer',
      /^owner\.json: expected schema 1, which this Towpath reads, found schema 2, written by a newer Towpath\. Use the newer release of the actions here too\.$/,
    ],
  ])('is refused when it is %s', (_name, text, code, message) => {
    expect(faultOf(() => parseOwner(text, 'owner.json'))).toEqual([[code, expect.stringMatching(message)]])
  })

  it('is refused with all that is wrong', () => {
    const { since: _since, ...rest } = owner
    expect(faultOf(() => parseOwner(canonicalJson({ ...rest, package: 'O', extra: 1 }), 'owner.json'))).toEqual([
      [
        'record-invalid',
        'owner.json package: expected a name of 2 to 63 characters: lower-case letters, digits and `-`, not at either end, found the text "O".',
      ],
      [
        'record-invalid',
        'owner.json since: expected a time such as `2026-11-23T09:30:00Z`, found nothing. Add the key `since`.',
      ],
      [
        'record-invalid',
        'owner.json extra: expected `schema`, `package`, `repository` or `since`, found the unknown key "extra". Remove it.',
      ],
    ])
  })

  it('without a schema number is asked for one', () => {
    const { schema: _schema, ...rest } = owner
    expect(faultOf(() => parseOwner(canonicalJson(rest), 'owner.json'))).toEqual([
      ['record-invalid', 'owner.json schema: expected `1`, found nothing. Add the key `schema`.'],
    ])
  })

  it('may be of any schema', () => {
    expect(parseRecord('{"a":1}', z.strictObject({ a: z.int() }), 'a.json')).toEqual({ a: 1 })
  })

  it('of a set names exact versions', () => {
    const set = {
      schema: 1,
      set: 'checkout',
      version: '3.0.0',
      notes: '',
      packages: { orders: '^1.4' },
      publication: { at: owner.since, repository: 'r', revision: 'c', run: 'u', by: 'ada' },
    }
    expect(faultOf(() => parsePackageSetRecord(canonicalJson(set), 'set.json'))).toEqual([
      [
        'record-invalid',
        'set.json packages.orders: expected a full semantic version such as `1.4.0` or `1.4.0-rc.1`, found the text "^1.4".',
      ],
    ])
  })
})
