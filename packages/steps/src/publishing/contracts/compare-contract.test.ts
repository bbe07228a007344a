import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import type { Comparison } from '@towpath/descriptor'
import { buf, describeWith, findProgram, oasdiff } from '@towpath/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { faultsOf } from '../../testing/faults.ts'
import { compareContract } from './compare-contract.ts'
import type { ContractPair } from './contract-pair.ts'
import { openApiCases, pairOf, stockApi } from './openapi-cases.ts'

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const { signal } = new AbortController()

/** With one program on PATH, and what programs need to start. */
const withTool = (name: string) => ({
  environment: {
    PATH: [dirname(findProgram(name) ?? ''), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
  },
  signal,
})

const withoutTools = { environment: { PATH: '/usr/bin:/bin' }, signal }

/** A program of this name that does what a shell script says. */
function withStandIn(name: string, script: string) {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-stand-in-'))
  folders.push(folder)
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, name), 0o755)
  return { environment: { PATH: `${folder}:/usr/bin:/bin` }, signal }
}

function requiredOf({ changes }: Comparison): string {
  if (changes.some(({ level }) => level === 'major')) return 'major'
  return changes.length > 0 ? 'minor' : 'patch'
}

const told = ({ changes }: Comparison) => changes.map(({ level, place, what }) => `${level} ${place} ${what}`)

describe('OpenAPI without oasdiff', () => {
  it.each(openApiCases)('with %s', async (_name, from, to, required) => {
    expect(requiredOf(await compareContract(pairOf(from, to), withoutTools))).toBe(required)
  })

  it('names the place by JSON pointer', async () => {
    expect(told(await compareContract(pairOf('    post:\n', '    x-post:\n'), withoutTools))).toEqual([
      'major openapi.yaml#/paths/~1articles/post removed',
    ])
  })

  it('may be JSON', async () => {
    const text = (paths: unknown) => JSON.stringify({ openapi: '3.1.0', paths })
    const pair = { path: 'api.json', was: text({}), is: text({ '/a': {} }) }
    expect(told(await compareContract(pair, withoutTools))).toEqual(['minor api.json#/paths/~1a added'])
  })
})

describe('OpenAPI in YAML', () => {
  it('may begin with a brace', async () => {
    const text = (paths: string) => `{openapi: 3.1.0, paths: {${paths}}}`
    const pair = { path: 'api.yaml', was: text(''), is: text('/a: {}') }
    expect(told(await compareContract(pair, withoutTools))).toEqual(['minor api.yaml#/paths/~1a added'])
  })
})

describeWith([oasdiff], 'OpenAPI with oasdiff', () => {
  it.each(openApiCases)('with %s', async (_name, from, to, required) => {
    expect(requiredOf(await compareContract(pairOf(from, to), withTool('oasdiff')))).toBe(required)
  })

  it('names the operation, and the line where it stands', async () => {
    expect(told(await compareContract(pairOf('maximum: 100', 'maximum: 50'), withTool('oasdiff')))).toEqual([
      'major openapi.yaml:5:5 GET /articles: for the `query` request parameter `limit`, the max was decreased from `100.00` to `50.00`',
    ])
    expect(told(await compareContract(pairOf('    post:\n', '    x-post:\n'), withTool('oasdiff')))).toEqual([
      expect.stringMatching(/^major openapi\.yaml:15:5 of the version before POST \/articles: /),
    ])
  })

  it('that can’t put an `allOf` together compares its parts', async () => {
    const odd = stockApi.replace('        - type: object\n', '        - {type: string}\n        - type: object\n')
    const pair = { path: 'openapi.yaml', was: odd, is: odd.replace('maximum: 100', 'maximum: 50') }
    expect(requiredOf(await compareContract(pair, withTool('oasdiff')))).toBe('major')
  })

  it('that can’t read a contract is an error with a way out', async () => {
    const pair = { ...pairOf('', ''), is: 'openapi: 3.0.3\npaths: []\n' }
    const [fault] = await faultsOf(compareContract(pair, withTool('oasdiff')))
    expect(fault?.code).toBe('tool-failed')
    expect(fault?.message).toMatch(
      /oasdiff, which compares contracts: expected an answer, found exit code \d+: .*take oasdiff off PATH/s,
    )
  })
})

describe('a tool that gives no answer', () => {
  const proto = { path: 'a.proto', was: 'syntax = "proto3";\n', is: 'syntax = "proto3";\npackage a;\n' }
  const openapi = pairOf('maximum: 100', 'maximum: 50')

  it.each<[string, ContractPair, string, string, RegExp]>([
    ['oasdiff', openapi, 'crashes', 'echo panic >&2; exit 2', /found exit code 2: panic/],
    ['oasdiff', openapi, 'talks of other things', 'echo hello', /found an answer of another form: hello/],
    ['oasdiff', openapi, 'ends by a signal', 'kill -9 $$', /found that SIGKILL ended it/],
    ['buf', proto, 'crashes', 'echo panic >&2; exit 1', /found exit code 1: panic/],
    ['buf', proto, 'talks of other things', 'echo hello; exit 100', /found a line of another form: hello/],
    ['buf', proto, 'talks without end', 'yes', /found one of more than 8388608 bytes/],
  ])('%s (%#): never passes', async (name, pair, _what, script, message) => {
    const [fault] = await faultsOf(compareContract(pair, withStandIn(name, script)))
    expect(fault?.code).toBe('tool-failed')
    expect(fault?.message).toMatch(message)
    expect(fault?.message).toContain(`take ${name} off PATH`)
  })
})

describe('protobuf without buf', () => {
  const pair = { path: 'orders.proto', was: 'syntax = "proto3";\n', is: 'syntax = "proto3";\npackage a;\n' }

  it('is unproven, and says how to change that', async () => {
    expect(await compareContract(pair, withoutTools)).toEqual({
      changes: [],
      unproven: [
        {
          place: 'orders.proto',
          why: 'there is no `buf` on PATH to compare it',
          fix: 'Put buf (https://buf.build/docs/cli/installation) on PATH',
        },
      ],
    })
  })

  it('that imports what is not part of the contract is unproven', async () => {
    const is = 'syntax = "proto3";\nimport "google/protobuf/empty.proto";\nimport public "shop/money.proto";\n'
    const { unproven } = await compareContract({ ...pair, is }, withoutTools)
    expect(unproven.map(({ why }) => why)).toEqual(['it imports shop/money.proto, which is not part of the contract'])
  })
})

const ordersProto = `syntax = "proto3";
package shop.v1;
import "google/protobuf/empty.proto";
service Orders {
  rpc Get(GetRequest) returns (Order);
  rpc Drop(GetRequest) returns (google.protobuf.Empty);
}
message GetRequest { string id = 1; }
message Order {
  string id = 1;
  State state = 2;
}
enum State {
  STATE_UNSPECIFIED = 0;
  STATE_OPEN = 1;
}
`

describeWith([buf], 'protobuf with buf', () => {
  it.each<[string, string, string, string[]]>([
    ['a comment', 'message Order', '// An order.\nmessage Order', []],
    ['another place for generated code', 'import', 'option go_package = "shop/v1";\nimport', []],
    [
      'another package',
      'package shop.v1;',
      'package shop.v2;',
      [
        'major orders.proto:1:1 Previously present package "shop.v1" was deleted',
        'major orders.proto:2:1 File package changed from "shop.v1" to "shop.v2"',
        'minor orders.proto added package "shop.v2"',
      ],
    ],
    [
      'a field more',
      'string id = 1;\n',
      'string id = 1;\n  string note = 3;\n',
      ['minor orders.proto added field "3" with name "note" on message "Order"'],
    ],
    [
      'a call more',
      'service Orders {\n',
      'service Orders {\n  rpc List(GetRequest) returns (stream Order);\n',
      ['minor orders.proto added RPC "List" on service "Orders"'],
    ],
    [
      'a value more',
      'STATE_OPEN = 1;',
      'STATE_OPEN = 1;\n  STATE_PAID = 2;',
      ['minor orders.proto added enum value "2" on enum "State"'],
    ],
    [
      'a call less',
      '  rpc Drop(GetRequest) returns (google.protobuf.Empty);\n',
      '',
      ['major orders.proto:4:1 Previously present RPC "Drop" on service "Orders" was deleted'],
    ],
    [
      'a field less',
      '  State state = 2;\n',
      '',
      ['major orders.proto:9:1 Previously present field "2" with name "state" on message "Order" was deleted'],
    ],
    [
      'another type',
      '  string id = 1;\n  State',
      '  int64 id = 1;\n  State',
      ['major orders.proto:10:3 Field "1" with name "id" on message "Order" changed type from "string" to "int64"'],
    ],
    [
      'an answer that is a stream',
      'returns (Order)',
      'returns (stream Order)',
      ['major orders.proto:5:3 RPC "Get" on service "Orders" changed from server unary to server streaming'],
    ],
  ])('with %s', async (_name, from, to, expected) => {
    const pair = { path: 'orders.proto', was: ordersProto, is: ordersProto.replace(from, to) }
    expect(told(await compareContract(pair, withTool('buf')))).toEqual(expected)
  })

  it('refuses what does not compile, at its place', async () => {
    const pair = { path: 'orders.proto', was: ordersProto, is: ordersProto.replace('State state', 'Stat state') }
    const [fault] = await faultsOf(compareContract(pair, withTool('buf')))
    expect(fault?.code).toBe('contract-invalid')
    expect(fault?.message).toMatch(/^The contract orders\.proto:11:3: expected protobuf that compiles, found .*Stat/)
  })

  it('can’t tell what changed since a contract that does not compile', async () => {
    const pair = { path: 'orders.proto', was: 'syntax = ', is: ordersProto }
    expect((await compareContract(pair, withTool('buf'))).unproven).toEqual([
      { place: 'orders.proto', why: 'the contract of the baseline can’t be compiled' },
    ])
  })
})

describe('other formats', () => {
  it.each([
    ['api.wsdl', '<a/>', '<b/>', 'it is a file named api.wsdl'],
    ['api.yaml', 'swagger: "2.0"\n', 'swagger: "2.0"\nhost: a\n', 'it is Swagger 2.0'],
    ['api.yaml', 'asyncapi: 3.0.0\n', 'asyncapi: 3.0.0\na: 1\n', 'it is AsyncAPI 3.0.0'],
    ['api.yaml', 'openapi: 2.5.0\n', 'openapi: 3.0.0\n', 'it is OpenAPI 2.5.0'],
    ['api.yaml', 'a: 1\n', 'a: 2\n', 'it is no key `openapi`'],
    ['api.yaml', '- 1\n', '- 2\n', 'it is no map'],
    ['api.yaml', 'a: [', 'openapi: 3.0.0\n', 'the contract of the baseline can’t be read'],
  ])('%s (%j) is unproven', async (path, was, is, why) => {
    expect((await compareContract({ path, was, is }, withoutTools)).unproven.map((one) => one.why)).toEqual([why])
  })
})
