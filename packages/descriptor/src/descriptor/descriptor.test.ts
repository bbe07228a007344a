import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../canonical.ts'
import { digestOf } from '../digest.ts'
import { parseManifest } from '../manifest/parse-manifest.ts'
import { parseDescriptor } from '../record/parse-record.ts'
import { assembleDescriptor, type DescriptorParts } from './assemble.ts'
import { contentDigest, type Descriptor } from './descriptor.ts'
import { describeDifference } from './difference.ts'

const manifest = parseManifest(
  `
package: orders
version: {from: git-tag}
notes: {from: git}
kind: service
code:
  build: npm run build
  include: [dist/**]
  exclude: [dist/x]
  run: [node, dist/server.js]
  requires: {node: ">=20"}
  config:
    schema: config.schema.json
    defaults: {LOG_LEVEL: info}
    files: {app.yml: config/app.yml.tmpl}
provides:
  http: {protocol: http, port: PORT, health: /healthz, contract: openapi.yaml}
  feed: {protocol: tcp, port: FEED_PORT}
dependencies: {stock: {range: ^2.1.0}}
infrastructure: {hostGroup: web}
`,
  'towpath.yaml',
)

const template = `level: $\{LOG_LEVEL}\n`

const parts: DescriptorParts = {
  manifest,
  version: '1.4.0',
  templates: { 'app.yml': template },
  configSchema: '{"type":"object"}',
  contracts: { http: { path: 'openapi.yaml', digest: digestOf('contract') } },
  files: digestOf('files'),
  archive: { digest: digestOf('archive'), sizeBytes: 7, mediaType: 'application/vnd.towpath.code.v1.tar+gzip' },
  notes: '- Say more',
  source: { repository: 'https://github.com/acme/shop', revision: 'abc' },
  created: '2026-11-23T09:30:00Z',
}

const descriptor = assembleDescriptor(parts)

describe('a descriptor', () => {
  it('has the manifest as written, without what only building needs, and nothing filled in', () => {
    expect(descriptor).toEqual({
      schema: 1,
      package: 'orders',
      version: '1.4.0',
      kind: 'service',
      code: {
        run: ['node', 'dist/server.js'],
        requires: { node: '>=20' },
        config: {
          schema: '{"type":"object"}',
          defaults: { LOG_LEVEL: 'info' },
          files: { 'app.yml': template },
        },
      },
      provides: {
        http: {
          protocol: 'http',
          port: 'PORT',
          health: '/healthz',
          contract: { path: 'openapi.yaml', digest: digestOf('contract') },
        },
        feed: { protocol: 'tcp', port: 'FEED_PORT' },
      },
      dependencies: { stock: { range: '^2.1.0' } },
      infrastructure: { hostGroup: 'web' },
      files: digestOf('files'),
      archive: parts.archive,
      notes: '- Say more',
      source: parts.source,
      created: '2026-11-23T09:30:00Z',
    })
  })

  it('of the least manifest has no key that no one wrote', () => {
    const least = parseManifest(
      'package: orders\nversion: 1.4.0\ncode: {include: [a], run: [a]}\nprovides: {http: {protocol: http, port: PORT}}',
      'towpath.yaml',
    )
    const { configSchema: _schema, ...rest } = parts
    const assembled = assembleDescriptor({ ...rest, manifest: least, templates: {}, contracts: {} })
    expect(Object.keys(assembled)).toEqual([
      'schema',
      'package',
      'version',
      'code',
      'provides',
      'files',
      'archive',
      'notes',
      'source',
      'created',
    ])
    expect(assembled.provides).toEqual({ http: { protocol: 'http', port: 'PORT' } })
    expect(assembled.code).toEqual({ run: ['a'] })
  })

  it('is read back from its canonical form', () => {
    expect(parseDescriptor(canonicalJson(descriptor))).toEqual(descriptor)
  })

  it.each([
    [
      'a template',
      { templates: {} },
      'code.config.files["app.yml"]: expected the text of config/app.yml.tmpl, found none.',
    ],
    ['a contract', { contracts: {} }, 'provides.http.contract: expected a digest of openapi.yaml, found none.'],
    [
      'a good time',
      { created: 'yesterday' },
      'the descriptor created: expected a time such as `2026-11-23T09:30:00Z`, found the text "yesterday".',
    ],
    [
      'a full version',
      { version: '1.4' },
      'the descriptor version: expected a full semantic version such as `1.4.0` or `1.4.0-rc.1`, found the text "1.4". Write `1.4.0`.',
    ],
  ])('is refused without %s', (_name, change, message) => {
    expect(() => assembleDescriptor({ ...parts, ...change })).toThrow(message)
  })

  it('is refused without the text of its config schema', () => {
    const { configSchema: _schema, ...rest } = parts
    expect(() => assembleDescriptor(rest)).toThrow(
      'code.config.schema: expected the text of config.schema.json, found none.',
    )
  })
})

describe('the content of a descriptor', () => {
  const changed = (change: Partial<Descriptor>): Descriptor => ({ ...descriptor, ...change })

  it.each([
    ['notes', changed({ notes: 'other' })],
    ['source', changed({ source: { repository: 'x', revision: 'y' } })],
    ['created', changed({ created: '2027-01-01T00:00:00Z' })],
    ['archive', changed({ archive: { ...descriptor.archive, digest: digestOf('other') } })],
  ])('is not its %s', (_name, other) => {
    expect(contentDigest(other)).toBe(contentDigest(descriptor))
    expect(describeDifference(descriptor, other)).toEqual([])
  })

  it('is all else, told in words', () => {
    const other = changed({
      files: digestOf('other files'),
      code: { ...descriptor.code, run: ['node', 'dist/main.js'] },
      dependencies: { stock: { range: '^2.1.0', optional: true } },
      infrastructure: { hosts: ['app-1'] },
    })
    expect(contentDigest(other)).not.toBe(contentDigest(descriptor))
    expect(describeDifference(descriptor, other)).toEqual([
      { where: 'code.run[1]', was: '"dist/server.js"', is: '"dist/main.js"' },
      { where: 'dependencies.stock.optional', was: 'nothing', is: 'true' },
      {
        where: 'the files of the package',
        was: digestOf('files').slice(7, 19),
        is: digestOf('other files').slice(7, 19),
      },
      { where: 'infrastructure.hostGroup', was: '"web"', is: 'nothing' },
      { where: 'infrastructure.hosts', was: 'nothing', is: '["app-1"]' },
    ])
  })

  it('shows two long texts from where they part', () => {
    const long = 'x'.repeat(200)
    const withFile = (text: string) => changed({ code: { run: ['a'], config: { files: { 'app.yml': text } } } })
    expect(describeDifference(withFile(`${long}one`), withFile(`${long}two`))).toEqual([
      { where: 'code.config.files["app.yml"]', was: `"…${'x'.repeat(20)}one"`, is: `"…${'x'.repeat(20)}two"` },
    ])
  })

  it('differs whenever the digest does, and only then', () => {
    const others = [
      descriptor,
      changed({ version: '1.4.0+b' }),
      changed({ kind: 'worker' }),
      changed({ files: digestOf('z') }),
    ]
    for (const other of others) {
      expect(describeDifference(descriptor, other).length > 0).toBe(contentDigest(other) !== contentDigest(descriptor))
    }
  })
})
