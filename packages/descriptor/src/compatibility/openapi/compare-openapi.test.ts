import { describe, expect, it } from 'vitest'
import { type Edit, edited } from '../testing/edited.ts'
import { ordersApi } from '../testing/orders-api.ts'
import { compareOpenApi } from './compare-openapi.ts'

function compare(was: Record<string, unknown>, is: Record<string, unknown>): string[] {
  const { changes, unproven } = compareOpenApi(was, is, 'a.yaml')
  return [
    ...changes.map(({ level, place, what }) => `${level} ${place.slice('a.yaml#'.length)} ${what}`),
    ...unproven.map(({ place, why }) => `unproven ${place.slice('a.yaml#'.length)} ${why}`),
  ]
}

const schemas = '/components/schemas'
const list = '/paths/~1orders/get'
const place = '/paths/~1orders/post'
const one = '/paths/~1orders~1{id}/get'
const ok = '/responses/200'
const json = '/content/application~1json'
const ping = { responses: { '204': { description: 'Well' } } }

type Case = readonly [name: string, edits: readonly Edit[], there: readonly string[], back?: readonly string[]]

/** What is found one way and, where it matters, the other. */
function cases(title: string, table: readonly Case[]): void {
  describe(title, () => {
    for (const [name, edits, there, back] of table) {
      it(name, () => {
        const changed = edited(ordersApi, ...edits)
        expect(compare(ordersApi, changed)).toEqual(there)
        if (back !== undefined) expect(compare(changed, ordersApi)).toEqual(back)
      })
    }
  })
}

cases('what breaks nobody', [
  ['nothing changed', [], [], []],
  [
    'texts for people, addresses, names of operations and extensions',
    [
      ['/info/version', '2.0.0'],
      ['/servers', []],
      ['/tags', [{ name: 'orders' }]],
      [`${list}/summary`, 'All orders'],
      [`${place}/operationId`, 'place'],
      [`${schemas}/Order/description`, 'An order'],
      [`${schemas}/Line/properties/article/example`, 'A-1'],
      [`${schemas}/Line/x-internal`, true],
    ],
    [],
    [],
  ],
  [
    'a parameter of a path under another name',
    [
      ['/paths/~1orders~1{orderId}', edited(ordersApi.paths['/orders/{id}'], ['/parameters/0/name', 'orderId'])],
      ['/paths/~1orders~1{id}', undefined],
    ],
    [],
    [],
  ],
  [
    'a schema written in place instead of by name',
    [[`${list}${ok}${json}/schema/items`, { allOf: [{ $ref: `#${schemas}/Order` }] }]],
    [],
    [],
  ],
  [
    'a parameter of the path written at each of its operations',
    [
      ['/paths/~1orders/parameters', []],
      [`${list}/parameters/-`, ordersApi.components.parameters.Tenant],
      [`${place}/parameters`, [{ $ref: '#/components/parameters/Tenant' }]],
    ],
    [],
    [],
  ],
  ['a schema that nobody uses', [[`${schemas}/Spare`, { type: 'string' }]], [], []],
])

cases('paths and operations', [
  ['a path', [['/paths/~1ping', { get: ping }]], ['minor /paths/~1ping added'], ['major /paths/~1ping removed']],
  [
    'an operation',
    [[`${one.slice(0, -3)}put`, ping]],
    [`minor ${one.slice(0, -3)}put added`],
    [`major ${one.slice(0, -3)}put removed`],
  ],
  ['an operation that is deprecated', [[`${list}/deprecated`, true]], [`minor ${list} deprecated`], []],
])

cases('parameters', [
  [
    'an optional one',
    [[`${list}/parameters/-`, { name: 'sort', in: 'query', schema: { type: 'string' } }]],
    [`minor ${list}/parameters/2 the query \`sort\` parameter is added`],
    [`major ${list}/parameters/2 the query \`sort\` parameter is removed`],
  ],
  [
    'a required one',
    [[`${list}/parameters/-`, { name: 'sort', in: 'query', required: true, schema: {} }]],
    [`major ${list}/parameters/2 the query \`sort\` parameter is added, and required`],
  ],
  [
    'one that becomes required',
    [[`${list}/parameters/1/required`, true]],
    [`major ${list}/parameters/1 the query \`state\` parameter became required`],
    [`minor ${list}/parameters/1 the query \`state\` parameter is no longer required`],
  ],
  [
    'one for all operations of a path',
    [['/components/parameters/Tenant/required', true]],
    ['major /components/parameters/Tenant the query `tenant` parameter became required'],
    ['minor /components/parameters/Tenant the query `tenant` parameter is no longer required'],
  ],
  ['a header in other letters', [[`${one}/parameters/0/name`, 'x-trace']], [], []],
  [
    'a type',
    [['/paths/~1orders~1{id}/parameters/0/schema', { type: 'integer' }]],
    [
      'major /paths/~1orders~1{id}/parameters/0/schema/type in requests: the type was string, is integer',
      'minor /paths/~1orders~1{id}/parameters/0/schema/format in requests: `format` was "uuid", is not there',
    ],
  ],
  [
    'a lower bound',
    [[`${list}/parameters/0/schema/maximum`, 50]],
    [`major ${list}/parameters/0/schema/maximum in requests: \`maximum\` was 100, is 50`],
    [`minor ${list}/parameters/0/schema/maximum in requests: \`maximum\` was 50, is 100`],
  ],
  [
    'another default',
    [[`${list}/parameters/0/schema/default`, 10]],
    [`major ${list}/parameters/0/schema/default in requests: another default than before`],
  ],
  [
    'another way to write it',
    [[`${list}/parameters/1/explode`, false]],
    [`major ${list}/parameters/1/explode the query \`state\` parameter is written in another way`],
  ],
  [
    'deprecation',
    [[`${list}/parameters/1/deprecated`, true]],
    [`minor ${list}/parameters/1 the query \`state\` parameter is deprecated`],
    [],
  ],
])

cases('request bodies', [
  [
    'one that becomes required',
    [[`${place}/requestBody/required`, true]],
    [`major ${place}/requestBody/required the request body became required`],
    [`minor ${place}/requestBody/required the request body is no longer required`],
  ],
  [
    'none any longer',
    [[`${place}/requestBody`, undefined]],
    [`major ${place}/requestBody the request body is removed`],
    [`minor ${place}/requestBody a request body is added`],
  ],
  [
    'a media type less',
    [[`${place}/requestBody/content/application~1xml`, undefined]],
    [`major ${place}/requestBody/content/application~1xml removed`],
    [`minor ${place}/requestBody/content/application~1xml added`],
  ],
])

cases('responses', [
  [
    'another success',
    [[`${place}/responses/202`, { description: 'Later' }]],
    [`minor ${place}/responses/202 added`],
    [`major ${place}/responses/202 removed`],
  ],
  [
    'an error that no longer happens',
    [[`${place}/responses/409`, undefined]],
    [`minor ${place}/responses/409 removed`],
    [`minor ${place}/responses/409 added`],
  ],
  [
    'a status that a class stands for',
    [
      [`${one}/responses/404`, undefined],
      [`${one}/responses/4XX`, { $ref: '#/components/responses/Problem' }],
    ],
    [`minor ${one}/responses/4XX added`],
  ],
  [
    'a header less',
    [[`${list}${ok}/headers`, {}]],
    [`major ${list}${ok}/headers/X-Total removed`],
    [`minor ${list}${ok}/headers/X-Total added`],
  ],
  [
    'a header that is not always sent',
    [[`${list}${ok}/headers/X-Total/required`, false]],
    [`major ${list}${ok}/headers/X-Total no longer always sent`],
    [],
  ],
  [
    'a media type less',
    [[`${one}${ok}/content`, { 'application/xml': { schema: {} } }]],
    [`major ${one}${ok}/content/application~1json removed`, `minor ${one}${ok}/content/application~1xml added`],
  ],
  [
    'what is said of errors',
    [['/components/responses/Problem/content/application~1problem+json/schema/properties/detail', undefined]],
    [
      'major /components/responses/Problem/content/application~1problem+json/schema/properties/detail in responses: removed',
    ],
  ],
])

cases('schemas, by who makes the values', [
  [
    'a property for both',
    [[`${schemas}/NewOrder/properties/gift`, { type: 'boolean' }]],
    [
      `minor ${schemas}/NewOrder/properties/gift in responses: added`,
      `minor ${schemas}/NewOrder/properties/gift in requests: added`,
    ],
    [
      `major ${schemas}/NewOrder/properties/gift in responses: removed`,
      `major ${schemas}/NewOrder/properties/gift in requests: removed`,
    ],
  ],
  [
    'a property that requests must have, and responses then always have',
    [[`${schemas}/NewOrder/required/-`, 'note']],
    [
      `major ${schemas}/NewOrder/required in requests: \`note\` became required`,
      `minor ${schemas}/Order/required in responses: \`note\` became required`,
    ],
    [
      `major ${schemas}/Order/required in responses: \`note\` is no longer required`,
      `minor ${schemas}/NewOrder/required in requests: \`note\` is no longer required`,
    ],
  ],
  [
    'a value more: sent freely, but never expected before',
    [[`${schemas}/State/enum/-`, 'lost']],
    [
      `major ${schemas}/State/enum in responses: with "lost" now`,
      `minor ${schemas}/State/enum in requests: with "lost" now`,
    ],
    [
      `major ${schemas}/State/enum in requests: without "lost" now`,
      `minor ${schemas}/State/enum in responses: without "lost" now`,
    ],
  ],
  [
    'a value more where more are to be expected',
    [
      [`${schemas}/State/enum/-`, 'lost'],
      [`${schemas}/State/x-extensible-enum`, true],
    ],
    [
      `minor ${schemas}/State/enum in requests: with "lost" now`,
      `minor ${schemas}/State/enum in responses: with "lost" now`,
    ],
  ],
  [
    'a type, deep within, once for each direction',
    [[`${schemas}/Line/properties/count`, { type: 'number' }]],
    [
      `major ${schemas}/Line/properties/count/type in responses: the type was integer, is number`,
      `major ${schemas}/Line/properties/count/minimum in responses: \`minimum\` was 1, is not there`,
      `major ${schemas}/Line/properties/count/format in responses: \`format\` was "int32", is not there`,
      `minor ${schemas}/Line/properties/count/type in requests: the type was integer, is number`,
      `minor ${schemas}/Line/properties/count/minimum in requests: \`minimum\` was 1, is not there`,
      `minor ${schemas}/Line/properties/count/format in requests: \`format\` was "int32", is not there`,
    ],
  ],
  [
    'a wider number',
    [[`${schemas}/Line/properties/count/format`, 'int64']],
    [
      `major ${schemas}/Line/properties/count/format in responses: \`format\` was "int32", is "int64"`,
      `minor ${schemas}/Line/properties/count/format in requests: \`format\` was "int32", is "int64"`,
    ],
  ],
  [
    'nothing where there was a text',
    [[`${schemas}/Transfer/properties/iban/type`, ['string', 'null']]],
    [`major ${schemas}/Transfer/properties/iban/type in responses: the type was string, is null or string`],
    [`minor ${schemas}/Transfer/properties/iban/type in responses: the type was null or string, is string`],
  ],
  [
    'a property that only the service sets, in a request',
    [[`${schemas}/NewOrder/properties/note/readOnly`, true]],
    [`major ${schemas}/NewOrder/properties/note in requests: removed`],
    [`minor ${schemas}/NewOrder/properties/note in requests: added`],
  ],
  [
    'further properties',
    [[`${schemas}/NewOrder/additionalProperties`, false]],
    [
      `major ${schemas}/NewOrder/additionalProperties in requests: no further properties now`,
      `minor ${schemas}/Order/additionalProperties in responses: no further properties now`,
    ],
    [
      `minor ${schemas}/Order/additionalProperties further properties now`,
      `minor ${schemas}/NewOrder/additionalProperties further properties now`,
    ],
  ],
  [
    'an alternative',
    [[`${schemas}/Order/allOf/1/properties/payment/oneOf/-`, { type: 'string' }]],
    [`major ${schemas}/Order/allOf/1/properties/payment/oneOf/2 in responses: alternative added`],
    [`minor ${schemas}/Order/allOf/1/properties/payment/oneOf/2 in responses: alternative removed`],
  ],
  [
    'one that becomes one of several',
    [[`${schemas}/NewOrder/properties/lines/items`, { oneOf: [{ type: 'string' }, { $ref: `#${schemas}/Line` }] }]],
    [
      `major ${schemas}/NewOrder/properties/lines/items in responses: 1 more alternatives beside what it was`,
      `minor ${schemas}/NewOrder/properties/lines/items in requests: 1 more alternatives beside what it was`,
    ],
    [
      `major ${schemas}/Line in requests: 1 fewer alternatives`,
      `minor ${schemas}/Line in responses: 1 fewer alternatives`,
    ],
  ],
  [
    'exactly one of the alternatives, or any of them',
    [
      [
        `${schemas}/Order/allOf/1/properties/payment`,
        {
          anyOf: [{ $ref: `#${schemas}/Card` }, { $ref: `#${schemas}/Transfer` }],
        },
      ],
    ],
    [`major ${schemas}/Order/allOf/1/properties/payment in responses: several alternatives may hold now`],
    [`minor ${schemas}/Order/allOf/1/properties/payment in responses: exactly one alternative may hold now`],
  ],
  [
    'what tells alternatives apart',
    [[`${schemas}/Order/allOf/1/properties/payment/discriminator`, { propertyName: 'kind' }]],
    [`minor ${schemas}/Order/allOf/1/properties/payment/discriminator in responses: another discriminator`],
  ],
  [
    'what nobody can tell',
    [[`${schemas}/Card/not`, { required: ['iban'] }]],
    [`minor ${schemas}/Card/not in responses: \`not\` changed, and what that does to its values can't be told`],
  ],
  [
    'a pattern',
    [[`${schemas}/Card/properties/last4/pattern`, '^\\d{2,4}$']],
    [`major ${schemas}/Card/properties/last4/pattern in responses: \`pattern\` was "^\\\\d{4}$", is "^\\\\d{2,4}$"`],
  ],
])

cases('security', [
  [
    'a further way in',
    [[`${list}/security`, [{ token: [] }, { oauth: [] }]]],
    [`minor ${list}/security \`oauth\` suffices as security`],
    ['major /security `oauth` no longer suffices as security'],
  ],
  [
    'none where there was one',
    [['/security', []]],
    ['minor /security nothing suffices as security'],
    ['major /security nothing no longer suffices as security'],
  ],
  [
    'a scope more',
    [[`${place}/security/1/oauth`, ['orders:write', 'orders:pay']]],
    [`major ${place}/security \`oauth\` (orders:write) no longer suffices as security`],
    [`minor ${place}/security \`oauth\` (orders:write) suffices as security`],
  ],
  [
    'a scheme that is another',
    [['/components/securitySchemes/token', { type: 'apiKey', in: 'header', name: 'X-Key' }]],
    ['major /components/securitySchemes/token another way to say who one is'],
  ],
])

cases('what is not compared', [
  [
    'callbacks',
    [[`${place}/callbacks`, { done: {} }]],
    [`unproven ${place}/callbacks callbacks differ, and are not compared`],
  ],
  ['webhooks', [['/webhooks', { sent: { post: ping } }]], ['unproven /webhooks webhooks differ, and are not compared']],
  [
    'other documents',
    [[`${schemas}/Line/properties/article`, { $ref: 'article.yaml#/Article' }]],
    [
      `unproven ${schemas}/Line/properties/article \`article.yaml#/Article\` is in another document, which is not part of the contract`,
    ],
  ],
])

describe('a wrapper that several answers put their own into', () => {
  const wrapped = (...parts: unknown[]) => ({
    responses: {
      '200': {
        content: {
          'application/json': {
            schema: {
              allOf: [
                { $ref: '#/components/schemas/Wrapper' },
                { properties: { data: { items: parts.length === 1 ? parts[0] : { allOf: parts } } } },
              ],
            },
          },
        },
      },
    },
  })
  const api = (second: unknown) => ({
    openapi: '3.1.0',
    paths: { '/a': { get: wrapped({ $ref: '#/components/schemas/A' }) }, '/b': { get: second } },
    components: {
      schemas: {
        Wrapper: { type: 'object', properties: { data: { type: 'array', items: { type: 'object' } } } },
        A: { type: 'object', properties: { a: {} } },
        B: { type: 'object', properties: { b: {} } },
      },
    },
  })

  it('is compared in each of them', () => {
    const [a, b] = [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }]
    expect(compare(api(wrapped(a)), api(wrapped(a, b)))).toEqual([
      'minor /components/schemas/B/properties/b in responses: added',
    ])
    expect(compare(api(wrapped(a, b)), api(wrapped(a)))).toEqual([
      'major /components/schemas/B/properties/b in responses: removed',
    ])
  })
})

describe('a description that refers to itself', () => {
  it('without end is compared to its end', () => {
    const loop = edited(
      ordersApi,
      [`${schemas}/State`, { $ref: `#${schemas}/Loop` }],
      [`${schemas}/Loop`, { $ref: `#${schemas}/State` }],
    )
    expect(compare(loop, loop)).toEqual([])
  })
})

describe('OpenAPI 3.0', () => {
  const old = (schema: unknown) => ({
    openapi: '3.0.3',
    paths: { '/a': { get: { parameters: [{ name: 'q', in: 'query', schema }], responses: {} } } },
  })
  const at = '/paths/~1a/get/parameters/0/schema'

  it.each([
    [
      { type: 'string' },
      { type: 'string', nullable: true },
      `minor ${at}/type in requests: the type was string, is null or string`,
    ],
    [
      { type: 'integer', minimum: 1 },
      { type: 'integer', minimum: 1, exclusiveMinimum: true },
      `minor ${at}/minimum in requests: \`minimum\` was 1, is not there`,
      `major ${at}/exclusiveMinimum in requests: \`exclusiveMinimum\` was not there, is 1`,
    ],
  ])('%j → %j', (was, is, ...expected) => {
    expect(compare(old(was), old(is)).sort()).toEqual(expected.sort())
  })
})
