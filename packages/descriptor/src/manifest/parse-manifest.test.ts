import { describe, expect, it } from 'vitest'
import { DescriptorFaults } from '../fault.ts'
import { parseManifest, parsePackageSetManifest } from './parse-manifest.ts'

const least = 'package: orders\nversion: 1.4.0\ncode: {include: [dist/**], run: [node, a.js]}\n'

/** The example of FORMATS.md, without the keys that are for later. */
const full = `
package: orders
version: 1.4.0
notes: {from: git}
kind: service
code:
  build: npm ci && npm run build
  include: [dist/**, node_modules/**, package.json]
  exclude: ["**/*.test.js"]
  run: [node, dist/server.js]
  requires: {node: ">=20", arch: x64}
  config:
    schema: config.schema.json
    defaults: {LOG_LEVEL: info}
    files: {application.yml: config/application.yml.tmpl}
provides:
  http: {protocol: http, port: PORT, health: /healthz, contract: openapi.yaml}
  grpc: {protocol: grpc, port: GRPC_PORT, health: "", contract: orders.proto}
  feed: {protocol: tcp, port: FEED_PORT}
dependencies:
  stock: {range: ^2.1.0, provide: http, env: {STOCK_ADDR: address}, config: {TIMEOUT_MS: 300}}
infrastructure:
  hostGroup: web
  perHost: 2
  resources: {cpuMilli: 500, memoryMiB: 256}
  state: [data]
  strategy: {kind: overlap, batch: 25%}
  health: {startSeconds: 60, intervalMs: 500, timeoutMs: 2000, successes: 2, settleSeconds: 3}
  drainSeconds: 30
  stopSeconds: 10
  config: {user: orders, restartSeconds: 2}
`

function messagesOf(text: string): string[] {
  try {
    parseManifest(text, 'towpath.yaml')
  } catch (error) {
    if (error instanceof DescriptorFaults) return error.all.map((fault) => `${fault.code} ${fault.message}`)
    throw error
  }
  return []
}

describe('a manifest', () => {
  it('needs package, version, include and run, and no more', () => {
    expect(parseManifest(least, 'towpath.yaml')).toEqual({
      package: 'orders',
      version: '1.4.0',
      code: { include: ['dist/**'], run: ['node', 'a.js'] },
    })
    expect(messagesOf('kind: service')).toEqual([
      'document-invalid towpath.yaml:1:1 package: expected a name such as `orders`, found nothing. Add the key `package`.',
      'document-invalid towpath.yaml:1:1 version: expected a full semantic version such as `1.4.0`, `{from: package.json}` or `{from: git-tag}`, found nothing. Add the key `version`.',
      'document-invalid towpath.yaml:1:1 code: expected a map, found nothing. Add the key `code`.',
    ])
  })

  it('may say all that the formats name', () => {
    const manifest = parseManifest(full, 'towpath.yaml')
    expect(manifest.infrastructure?.strategy).toEqual({ kind: 'overlap', batch: '25%' })
    expect(manifest.dependencies?.['stock']?.range).toBe('^2.1.0')
  })

  it.each([
    [
      'schedule: "Mon 08:00"',
      'not-yet towpath.yaml:4:1 schedule: expected it to be absent (not yet: jobs with a schedule; the format knows it, this version does not carry it out), found the text "Mon 08:00". Remove `schedule`.',
    ],
    [
      'kind: job',
      'not-yet towpath.yaml:4:1 kind: expected it to be absent (not yet: jobs with a schedule; the format knows it, this version does not carry it out), found the text "job". Remove `kind`.',
    ],
    [
      'infrastructure: {hooks: {before: []}}',
      'not-yet towpath.yaml:4:18 infrastructure.hooks: expected it to be absent (not yet: hooks around a deploy; the format knows it, this version does not carry it out), found a map. Remove `hooks`.',
    ],
    [
      'infrastructure: {data: {db: {to: 12}}}',
      'not-yet towpath.yaml:4:18 infrastructure.data: expected it to be absent (not yet: schema levels of data; the format knows it, this version does not carry it out), found a map. Remove `data`.',
    ],
    [
      'kind: worker\nprovides: {http: {protocol: http, port: PORT}}',
      'document-invalid towpath.yaml:5:11 provides: expected nothing, because a worker provides nothing (or kind `service`), found a map.',
    ],
    [
      'provides: {a1: {protocol: http, port: A}, b1: {protocol: http, port: B}}',
      'document-invalid towpath.yaml:4:11 provides: expected at most one http and one grpc, found a map.',
    ],
    [
      'provides: {a1: {protocol: http, port: PORT}, b1: {protocol: tcp, port: PORT}}',
      'document-invalid towpath.yaml:4:72 provides.b1.port: expected a variable of its own; `provides.a1.port` has this one, found `PORT`. Choose another name.',
    ],
    [
      'provides: {a1: {protocol: http, port: HOST}}',
      'document-invalid towpath.yaml:4:39 provides.a1.port: expected a variable that Towpath does not set itself, found `HOST`. Choose another name.',
    ],
    [
      'provides: {a1: {protocol: tcp, port: P, health: /x}}',
      'document-invalid towpath.yaml:4:41 provides.a1.health: expected `protocol` or `port`, found the unknown key "health". Remove it.',
    ],
    [
      'dependencies: {aa: {range: "1", env: {X: url}}, bb: {range: "1", env: {X: url}}}',
      'document-invalid towpath.yaml:4:72 dependencies.bb.env.X: expected a variable of its own; `dependencies.aa.env` has this one, found `X`. Choose another name.',
    ],
    [
      'dependencies: {aa: {range: "1", env: {TOWPATH_X: url}}}',
      'document-invalid towpath.yaml:4:39 dependencies.aa.env.TOWPATH_X: expected a variable that Towpath does not set itself, found `TOWPATH_X`. Choose another name.',
    ],
    [
      'dependencies: {aa: {range: "1", config: {url: x}}}',
      'document-invalid towpath.yaml:4:42 dependencies.aa.config.url: expected a variable of its own; `dependencies.aa` has this one, found `TOWPATH_AA_URL`. Choose another name.',
    ],
    [
      'dependencies: {aa: {range: "1", config: {x: 1, X: 2}}}',
      'document-invalid towpath.yaml:4:48 dependencies.aa.config.X: expected a variable of its own; `dependencies.aa.config.x` has this one, found `TOWPATH_AA_X`. Choose another name.',
    ],
    [
      'dependencies: {aa: {range: "1", config: {BB_URL: x}}, aa-bb: {range: "1"}}',
      'document-invalid towpath.yaml:4:42 dependencies.aa.config.BB_URL: expected a variable of its own; `dependencies.aa-bb` has this one, found `TOWPATH_AA_BB_URL`. Choose another name.',
    ],
    [
      'dependencies: {config: {range: "1", config: {DIR: x}}}',
      'document-invalid towpath.yaml:4:46 dependencies.config.config.DIR: expected a variable of its own; what Towpath gives to every process has this one, found `TOWPATH_CONFIG_DIR`. Choose another name.',
    ],
    [
      'infrastructure: {hostGroup: web, hosts: [app-1]}',
      'document-invalid towpath.yaml:4:34 infrastructure.hosts: expected `hostGroup` or `hosts`, found both. Remove one of them.',
    ],
    [
      'infrastructure: {state: [../up]}',
      'document-invalid towpath.yaml:4:26 infrastructure.state[0]: expected a folder name such as `data`, without `/`, found the text "../up".',
    ],
  ])('%s', (lines, message) => {
    expect(messagesOf(`${least}${lines}\n`)).toEqual([message])
  })

  const code = (more: string) =>
    messagesOf(`package: orders\nversion: 1.4.0\ncode:\n  run: [a]\n  include: [a]\n${more}`)

  it.each([
    [
      '  requires: {node: latest}',
      'document-invalid towpath.yaml:6:20 code.requires.node: expected a semver range such as `>=20`, found the text "latest".',
    ],
    [
      '  requires: {node: 20}',
      'document-invalid towpath.yaml:6:20 code.requires.node: expected a text, found the number 20. Write it in quotes: `"20"`.',
    ],
    [
      '  exclude: [/etc/x]',
      'document-invalid towpath.yaml:6:13 code.exclude[0]: expected a glob inside the folder of the manifest, such as `dist/**`, found the text "/etc/x". Write `etc/x`.',
    ],
    [
      '  exclude: [a/../../b]',
      'document-invalid towpath.yaml:6:13 code.exclude[0]: expected a glob inside the folder of the manifest, such as `dist/**`, found the text "a/../../b".',
    ],
    [
      '  config: {schema: ../x.json}',
      'document-invalid towpath.yaml:6:20 code.config.schema: expected a relative path with `/` that does not leave its folder, found the text "../x.json".',
    ],
    [
      '  config: {files: {../x: a}}',
      'document-invalid towpath.yaml:6:20 code.config.files["../x"]: expected a relative path with `/` that does not leave its folder, found the key "../x".',
    ],
    [
      '  config: {files: {./x: a}}',
      'document-invalid towpath.yaml:6:20 code.config.files["./x"]: expected a plain path such as `conf/application.yml`, found the key "./x". Write `x`.',
    ],
    [
      '  config: {files: {x: a, x/y: b}}',
      'document-invalid towpath.yaml:6:26 code.config.files["x/y"]: expected a path not below the file `x`, found the key "x/y". Rename one of them.',
    ],
    [
      '  config: {defaults: {HOST: a}}',
      'document-invalid towpath.yaml:6:23 code.config.defaults.HOST: expected a variable that Towpath does not set itself, found `HOST`. Choose another name.',
    ],
    [
      '  config: {defaults: {OTEL_SERVICE_NAME: a}}',
      'document-invalid towpath.yaml:6:23 code.config.defaults.OTEL_SERVICE_NAME: expected a variable that Towpath does not set itself, found `OTEL_SERVICE_NAME`. Choose another name.',
    ],
    [
      '  config: {defaults: {PORT: 1}}\nprovides: {http: {protocol: http, port: PORT}}',
      'document-invalid towpath.yaml:6:23 code.config.defaults.PORT: expected a variable of its own; `provides.http.port` has this one, found `PORT`. Choose another name.',
    ],
    [
      '  config: {defaults: {S: 1}}\ndependencies: {stock: {range: "2", env: {S: url}}}',
      'document-invalid towpath.yaml:6:23 code.config.defaults.S: expected a variable of its own; `dependencies.stock.env` has this one, found `S`. Choose another name.',
    ],
  ])('code with%s', (lines, message) => {
    expect(code(lines)).toEqual([message])
  })

  it('keeps what quotes, newlines and $ say, unchanged', () => {
    const value = `a "b" 'c' $HOME $\{X} \`d\`\nnext\\n`
    const text = `${least}dependencies: {stock: {range: "2", config: {V: ${JSON.stringify(value)}}}}`
    expect(parseManifest(text, 'towpath.yaml').dependencies?.['stock']?.config).toEqual({ V: value })
  })
})

describe('a package set', () => {
  it('names packages with versions or ranges', () => {
    const text = 'set: checkout\nversion: 3.0.0\nnotes: New basket\npackages: {orders: 1.4.0, stock: ^2.1}\n'
    expect(parsePackageSetManifest(text, 'checkout.yaml').packages).toEqual({ orders: '1.4.0', stock: '^2.1' })
  })

  it('asks for quotes where a range reads as a number', () => {
    const text = 'set: checkout\nversion: 3.0.0\npackages: {stock: 2.10}\n'
    expect(() => parsePackageSetManifest(text, 'checkout.yaml')).toThrow(
      'checkout.yaml:3:19 packages.stock: expected a semver range such as `^1.4`, found the number 2.10. Write it in quotes: `"2.10"`.',
    )
  })
})
