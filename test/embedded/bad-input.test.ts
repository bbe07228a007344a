import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Annotated, annotationsIn } from './annotations.ts'
import { processesIn } from './processes.ts'
import { Shop, type StepDone } from './shop.ts'

/** A text of a file that is wrong, and what has to be said about it. */
interface Wrong {
  readonly text: (right: string) => string
  readonly title: string
  readonly line: number
  /** Where, expected, found, fix: parts of the sentence in this order. */
  readonly says: readonly string[]
}

const manifests: Readonly<Record<string, Wrong>> = {
  'a misspelt key': {
    text: (right) => right.replace('provides:', 'provide:'),
    title: 'document-invalid',
    line: 9,
    says: ['provide: expected', 'found the unknown key "provide"', 'Did you mean `provides`?'],
  },
  'a misspelt key within': {
    text: (right) => right.replace('intervalMs', 'intervallMs'),
    title: 'document-invalid',
    line: 13,
    says: ['infrastructure.health.intervallMs: expected', 'unknown key "intervallMs"', 'Did you mean `intervalMs`?'],
  },
  'an unknown key': {
    text: (right) => `${right}frobnicate: 1\n`,
    title: 'document-invalid',
    line: 16,
    says: ['frobnicate: expected `package`', 'found the unknown key "frobnicate"', 'Remove it.'],
  },
  'a text for a number': {
    text: (right) => right.replace('drainSeconds: 2', 'drainSeconds: "two"'),
    title: 'document-invalid',
    line: 14,
    says: ['infrastructure.drainSeconds: expected a whole number of seconds', 'found the text "two"'],
  },
  'a text for a list': {
    text: (right) => right.replace('include: [src/**]', 'include: src'),
    title: 'document-invalid',
    line: 6,
    says: ['code.include: expected a list of globs', 'found the text "src"', 'Write it as a list: `[src]`.'],
  },
  'a key given twice': {
    text: (right) => `${right}package: other\n`,
    title: 'yaml-duplicate-key',
    line: 16,
    says: ['the key `package`: expected each key once', 'the first stands in line 2', 'Remove one of them.'],
  },
  'aliases beyond reason': {
    text: (right) =>
      `${right}dependencies:\n  a: &a [x,x,x,x,x,x,x,x,x,x]\n  b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n  c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n  d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n  e: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\n`,
    title: 'yaml-alias',
    line: 20,
    says: [
      'the document: expected aliases that stand for at most 10000 values',
      'found more at the alias',
      'Write the values out.',
    ],
  },
  'what is not YAML': {
    text: (right) => `${right}x: [1, 2\n`,
    title: 'yaml-syntax',
    line: 17,
    says: ['the document: expected YAML', "found what can't be read"],
  },
  'nothing at all': {
    text: () => '',
    title: 'yaml-empty',
    line: 1,
    says: ['expected keys and values', 'found nothing', 'Begin with `package: orders`.'],
  },
  'a version of two numbers': {
    text: (right) => right.replace('version: 1.0.0', 'version: "1.4"'),
    title: 'document-invalid',
    line: 3,
    says: ['version: expected a full semantic version such as `1.4.0`', 'found the text "1.4"', 'Write `1.4.0`.'],
  },
  'a version with a v': {
    text: (right) => right.replace('version: 1.0.0', 'version: v1.4.0'),
    title: 'document-invalid',
    line: 3,
    says: ['version: expected a full semantic version', 'found the text "v1.4.0"', 'Write `1.4.0`.'],
  },
  'a version that YAML reads as a number': {
    text: (right) => right.replace('version: 1.0.0', 'version: 1.10'),
    title: 'document-invalid',
    line: 3,
    says: ['version: expected a full semantic version', 'found the number 1.10', 'Write `1.10.0`.'],
  },
  'a name with capitals': {
    text: (right) => right.replace('package: stock', 'package: Stock_1'),
    title: 'document-invalid',
    line: 2,
    says: ['package: expected a name of 2 to 63 characters', 'found the text "Stock_1"', 'Write `stock-1`.'],
  },
  'a name that begins with a dash': {
    text: (right) => right.replace('package: stock', 'package: -stock'),
    title: 'document-invalid',
    line: 2,
    says: ['package: expected a name of 2 to 63 characters', 'found the text "-stock"', 'Write `stock`.'],
  },
  'a key for later': {
    text: (right) => `${right}schedule: daily\n`,
    title: 'not-yet',
    line: 16,
    says: ['schedule: expected it to be absent (not yet', 'found the text "daily"', 'Remove `schedule`.'],
  },
}

const here = '{name: here, address: 127.0.0.1}'
const specs: Readonly<Record<string, Wrong>> = {
  'a misspelt key': {
    text: (right) => right.replace('stock: {hostGroup', 'stock: {hostGrup'),
    title: 'document-invalid',
    line: 9,
    says: ['services.stock.hostGrup: expected', 'found the unknown key "hostGrup"', 'Did you mean `hostGroup`?'],
  },
  'an unknown key': {
    text: (right) => `${right}frobnicate: 1\n`,
    title: 'document-invalid',
    line: 11,
    says: ['frobnicate: expected', 'found the unknown key "frobnicate"', 'Remove it.'],
  },
  'a range that YAML reads as a number': {
    text: (right) => right.replace('stock: {hostGroup: web}', 'stock: {hostGroup: web, versions: [1.4]}'),
    title: 'document-invalid',
    line: 9,
    says: [
      'services.stock.versions[0]: expected a semver range such as `^1.4`',
      'found the number 1.4',
      'Write it in quotes: `"1.4"`.',
    ],
  },
  'a key given twice': {
    text: (right) => `${right}environment: dev\n`,
    title: 'yaml-duplicate-key',
    line: 11,
    says: ['the key `environment`: expected each key once', 'the first stands in line 2', 'Remove one of them.'],
  },
  'one address under two host names': {
    text: (right) => right.replace(here, `${here}, {name: there, address: 127.0.0.1}`),
    title: 'document-invalid',
    line: 7,
    says: [
      'hostGroups.web.hosts[1].address: expected an address of its own',
      'found 127.0.0.1, which is here in group web',
      'or correct the address.',
    ],
  },
  'a host name that begins with a dash': {
    text: (right) => right.replace('name: here', 'name: -here'),
    title: 'document-invalid',
    line: 7,
    says: [
      'hostGroups.web.hosts[0].name: expected a name of 2 to 63 characters',
      'found the text "-here"',
      'Write `here`.',
    ],
  },
  'a host group that is not there': {
    text: (right) => right.replace('stock: {hostGroup: web}', 'stock: {hostGroup: wob}'),
    title: 'document-invalid',
    line: 9,
    says: [
      'services.stock.hostGroup: expected one of the host groups: web',
      'found the text "wob"',
      'Correct the name',
    ],
  },
  'a config key that is no variable': {
    text: (right) => right.replace('stock: {hostGroup: web}', 'stock: {hostGroup: web, config: {"A-B": 1}}'),
    title: 'document-invalid',
    line: 9,
    says: ['services.stock.config.A-B: expected a variable name', 'found the key "A-B"', 'Write `A_B`.'],
  },
  'a value with NUL': {
    text: (right) => right.replace('stock: {hostGroup: web}', 'stock: {hostGroup: web, config: {A: "x\\0y"}}'),
    title: 'document-invalid',
    line: 9,
    says: ['services.stock.config.A: expected a text without NUL'],
  },
}

/** What stands before a step runs must stand after it was refused. */
interface Standing {
  readonly heads: Readonly<Record<string, string>>
  readonly packages: readonly string[]
  readonly hosts: readonly string[]
  readonly processes: readonly number[]
}

describe('bad input', { timeout: 120_000 }, () => {
  let shop: Shop
  let manifest: string
  let spec: string
  let before: Standing

  beforeAll(async () => {
    shop = await Shop.open()
    manifest = await readFile(shop.path('stock/towpath.yaml'), 'utf8')
    spec = await readFile(shop.path('environments/dev.yaml'), 'utf8')
    await shop.publish('stock', 'orders')
  })

  afterAll(async () => {
    await shop?.close()
  })

  beforeEach(async () => {
    before = await standing()
  })

  afterEach(async () => {
    await writeFile(shop.path('stock/towpath.yaml'), manifest)
    await writeFile(shop.path('environments/dev.yaml'), spec)
  })

  async function standing(): Promise<Standing> {
    return {
      heads: await shop.heads(),
      packages: await listing(shop.packages),
      hosts: await listing(shop.root),
      processes: (await processesIn(shop.root)).map(({ pid }) => pid).sort(),
    }
  }

  /** Exit 1, one error with this title that says these things in this order, and nothing was written anywhere. */
  async function expectRefused(result: StepDone, title: string, says: readonly string[]): Promise<Annotated> {
    expect(result.exitCode, result.log).toBe(1)
    const errors = annotationsIn(result.log).filter(({ level }) => level === 'error')
    const error = errors.find((one) => one.title === title) ?? expect.fail(`no ${title} in ${result.log}`)
    expectInOrder(error.message, says)
    expect(await standing()).toEqual(before)
    return error
  }

  describe('in a manifest', () => {
    it.each(Object.entries(manifests))('%s is refused at its file and line', async (_, { text, title, line, says }) => {
      const wrong = text(manifest)
      expect(wrong).not.toBe(manifest)
      await writeFile(shop.path('stock/towpath.yaml'), wrong)
      const result = await shop.step('build', { manifest: 'stock/towpath.yaml' })
      const error = await expectRefused(result, title, says)
      expect([error.file, error.line]).toEqual(['stock/towpath.yaml', line])
      expect(error.column).toBeGreaterThan(0)
      expect(result.outputs).toEqual({})
    })

    it.each([
      ['template', '  requires:', '  config: {files: {a.yml: a.yml.tmpl}}\n  requires:', 'a.yml.tmpl'],
      ['config schema', '  requires:', '  config: {schema: nope.json}\n  requires:', 'nope.json'],
      ['contract', 'health: /healthz', 'health: /healthz, contract: nope.yaml', 'nope.yaml'],
    ])('a %s that is not there is named', async (_, place, wrong, file) => {
      await writeFile(shop.path('stock/towpath.yaml'), manifest.replace(place, wrong))
      await expectRefused(await shop.step('build', { manifest: 'stock/towpath.yaml' }), 'file-missing', [
        file,
        'expected a file that the manifest names',
        'found no such file',
      ])
    })

    it('a glob that matches nothing is named', async () => {
      await writeFile(shop.path('stock/towpath.yaml'), manifest.replace('[src/**]', '[src/**, "dist/*.js"]'))
      await expectRefused(await shop.step('build', { manifest: 'stock/towpath.yaml' }), 'glob-matches-nothing', [
        'code.include[1]: "dist/*.js"',
        'expected something that it matches',
        'found nothing',
        'Build before packing',
      ])
    })

    it('a manifest that is not there is named', async () => {
      await expectRefused(await shop.step('build', { manifest: 'stock/none.yaml' }), 'file-missing', [
        'stock/none.yaml',
        'expected a manifest',
        'found no such file',
        'name it with `manifest`',
      ])
    })
  })

  describe('in a spec', () => {
    it.each(Object.entries(specs))('%s is refused at its file and line', async (_, { text, title, line, says }) => {
      const wrong = text(spec)
      expect(wrong).not.toBe(spec)
      await writeFile(shop.path('environments/dev.yaml'), wrong)
      const result = await shop.step('promote', { environment: 'dev', packages: 'stock\norders' })
      const error = await expectRefused(result, title, says)
      expect([error.file, error.line]).toEqual(['environments/dev.yaml', line])
      expect(result.outputs).toEqual({})
    })

    it('a spec that is not there is named', async () => {
      await expectRefused(await shop.step('promote', { environment: 'prod', packages: 'stock' }), 'file-missing', [
        'environments/prod.yaml',
        'expected the spec of prod',
        'found no such file',
        'name it with `spec`',
      ])
    })
  })

  describe('in an input', () => {
    it.each([
      [
        'an environment that is no label',
        { environment: 'Dev!' },
        'input-invalid',
        ['Input `environment`: expected a name of 2 to 63 characters', 'found `Dev!`', 'Write `dev`.'],
      ],
      [
        'a version with a v',
        { environment: 'dev', packages: 'stock@v1' },
        'wish-invalid',
        [
          'Input `packages`, line 1: expected a version such as `1.4.2`',
          'found the text "stock@v1"',
          'Write `stock@1.0.0`.',
        ],
      ],
      [
        'a version that nobody published',
        { environment: 'dev', packages: 'stock@9.9.9' },
        'refused',
        ['dev: stock 9.9.9: no published version fits `9.9.9`; there is 1.0.0', 'Publish it first'],
      ],
      [
        'a flag that is none',
        { environment: 'dev', packages: 'stock', 'dry-run': 'yes' },
        'input-invalid',
        ['Input `dry-run`: expected `true` or `false`', 'found `yes`'],
      ],
      [
        'an input for later',
        { environment: 'dev', 'open-pull-request': 'true' },
        'not-yet',
        ['Input `open-pull-request`: expected `false`', 'found a value', 'Not yet: promotion by pull request'],
      ],
    ])('%s is refused', async (_, given, title, says) => {
      await expectRefused(await shop.step('promote', given), title, says)
    })

    it('a step without what it needs says which input', async () => {
      await expectRefused(await shop.step('promote', {}), 'input-missing', [
        'Input `environment`: expected a value',
        'found nothing',
        'Give `environment` to the step',
      ])
    })
  })

  describe('in a store', () => {
    it('a metadata store that is not there is named', async () => {
      const result = await shop.step('promote', {
        environment: 'dev',
        packages: 'stock',
        'metadata-store': 'git:/nowhere/at/all#towpath',
      })
      await expectRefused(result, 'store-absent', [
        'git:/nowhere/at/all#towpath: expected a git repository',
        'found that /nowhere/at/all does not exist',
        'git init --bare',
      ])
    })

    it('a metadata store that is no repository is named', async () => {
      const result = await shop.step('promote', {
        environment: 'dev',
        packages: 'stock',
        'metadata-store': `git:${shop.home}#towpath`,
      })
      await expectRefused(result, 'store-unreadable', [
        'expected a git repository',
        'found a folder that is none',
        'Check the metadata-store URL',
      ])
    })

    it('a metadata store that nobody answers for is named', async () => {
      const port = shop.ports.dev + 49
      const result = await shop.step('promote', {
        environment: 'dev',
        packages: 'stock',
        'metadata-store': `git:http://127.0.0.1:${port}/x.git#towpath`,
      })
      await expectRefused(result, 'store-unreachable', [
        'expected to read',
        'found',
        'Check that this machine reaches it',
      ])
    })

    it('a package store of another kind is named', async () => {
      const built = await shop.done('build', { manifest: 'stock/towpath.yaml' })
      const result = await shop.step('publish', { package: built.outputs['package'] ?? '', 'package-store': 'ftp://x' })
      await expectRefused(result, 'url-invalid', [
        'The package-store: expected `oci://<registry>/<namespace>` or `oci-layout:<folder>`',
        'found "ftp://x"',
      ])
    })

    it('a package store that is a file, or that nobody answers for, takes nothing and no record is written', async () => {
      await writeFile(shop.path('stock/towpath.yaml'), manifest.replace('version: 1.0.0', 'version: 1.0.1'))
      const built = await shop.done('build', { manifest: 'stock/towpath.yaml' })
      for (const store of [`oci-layout:${shop.path('README.md')}`, `oci://127.0.0.1:${shop.ports.dev + 49}/x`]) {
        const result = await shop.step('publish', { package: built.outputs['package'] ?? '', 'package-store': store })
        expect(result.exitCode, result.log).toBe(1)
        expect(
          annotationsIn(result.log).map(({ title }) => title),
          result.log,
        ).not.toContain('internal')
        expect(await standing()).toEqual(before)
      }
    })
  })

  describe('in a package', () => {
    let archive: string

    beforeEach(async () => {
      await rm(shop.path('.towpath'), { recursive: true, force: true })
      await writeFile(shop.path('stock/towpath.yaml'), manifest.replace('version: 1.0.0', 'version: 1.0.2'))
      archive = shop.path((await shop.done('build', { manifest: 'stock/towpath.yaml' })).outputs['package'] ?? '')
    })

    const publish = (): Promise<StepDone> => shop.step('publish')

    /** As if build had made it: its record names the digest of these bytes. */
    async function replaceArchive(bytes: Buffer): Promise<void> {
      const file = join(archive, '..', 'build.json')
      const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
      const text = await readFile(file, 'utf8')
      const replaced = text
        .replace(/("archive": \{\s*"digest": ")[^"]+/, `$1${digest}`)
        .replace(/("archive": \{[^}]*"sizeBytes": )\d+/, `$1${bytes.length}`)
      expect(replaced).not.toBe(text)
      await writeFile(file, replaced)
      await writeFile(archive, bytes)
    }

    it('other bytes than its declared hash are refused', async () => {
      await writeFile(archive, Buffer.concat([await readFile(archive), Buffer.from('more')]))
      const result = await publish()
      expect(result.exitCode, result.log).toBe(1)
      const [error] = annotationsIn(result.log)
      expect(error?.title).toMatch(/digest|archive/)
      expect(error?.message).toMatch(/expected .*found /)
      expect(await standing()).toEqual(before)
    })

    it('an archive that was cut is refused', async () => {
      await truncate(archive, 900)
      const cut = await publish()
      expect(cut.exitCode, cut.log).toBe(1)
      await replaceArchive(await readFile(archive))
      const result = await publish()
      expect(result.exitCode, result.log).toBe(1)
      expect(annotationsIn(result.log)[0]?.title, result.log).toMatch(/archive-truncated|truncated/)
      expect(await standing()).toEqual(before)
    })

    it.each([
      ['../evil', 'its folder'],
      ['/tmp/evil', 'absolute'],
    ])('an entry %s leaves the package and is refused', async (name) => {
      await replaceArchive(asBuildPacks(tarOf(name, 'evil')))
      const result = await publish()
      expect(result.exitCode, result.log).toBe(1)
      const [error] = annotationsIn(result.log)
      expect(error?.message, result.log).toContain(name)
      expect(error?.title).not.toBe('internal')
      expect(await standing()).toEqual(before)
      expect(await readdir(join(archive, '..', '..'))).not.toContain('evil')
    })
  })

  describe('in spans', () => {
    it.each([
      [
        'without ids',
        [{ name: 'GET /', timestamp: 1 }],
        'span-invalid',
        ['spans.json [0].traceId: expected 16 or 32 hex digits', 'found'],
      ],
      [
        'with an id that is none',
        [{ traceId: '1', id: 'x' }],
        'span-invalid',
        ['spans.json [0].traceId: expected 16 or 32 hex digits', 'found "1"', 'Write spans as'],
      ],
    ])('%s are refused', async (_, spans, title, says) => {
      await shop.done('promote', { environment: 'dev', packages: 'stock\norders' })
      before = await standing()
      await writeFile(shop.path('spans.json'), JSON.stringify(spans))
      await expectRefused(await shop.step('observe', { environment: 'dev', spans: 'spans.json' }), title, says)
    })
  })

  describe('at a deploy', () => {
    const odd = `two\nlines, "quotes", 'single', $HOME \`id\` $(id) \\ back % {{x}} \${PORT} ünï #x`
    const oddSecret = `s3cret\n"$PATH" 'x' \`id\` \\`

    it('values with newlines, quotes and dollars arrive unchanged in the environment and the config file', async () => {
      await shop.write('stock/odd.txt.tmpl', 'a: ${ODD}\n')
      await writeFile(
        shop.path('stock/towpath.yaml'),
        manifest
          .replace('version: 1.0.0', 'version: 1.3.0')
          .replace('  requires:', '  config: {defaults: {ODD: ""}, files: {odd.txt: odd.txt.tmpl}}\n  requires:'),
      )
      await writeFile(
        shop.path('environments/dev.yaml'),
        spec.replace(
          'stock: {hostGroup: web}',
          `stock: {hostGroup: web, config: ${JSON.stringify({ ODD: odd })}, secrets: {KEY: ODD_SECRET}}`,
        ),
      )
      await shop.publish('stock')
      await shop.done('promote', { environment: 'dev', packages: 'stock@1.3.0\norders' })
      await shop.done('deploy', { environment: 'dev' }, { env: { ODD_SECRET: oddSecret } })
      const process = (await processesIn(shop.root)).find(
        ({ environment }) => environment['TOWPATH_SERVICE'] === 'stock',
      )
      expect(process?.environment['ODD']).toBe(odd)
      expect(process?.environment['KEY']).toBe(oddSecret)
      expect(await readFile(join(process?.environment['TOWPATH_CONFIG_DIR'] ?? '', 'odd.txt'), 'utf8')).toBe(
        `a: ${odd}\n`,
      )
    })

    it('a VIP port that somebody else has is named, and nothing that ran is touched', async () => {
      const holder = createServer().listen(shop.ports.staging, '127.0.0.1')
      try {
        await shop.edit('environments/staging.yaml', (text) => text.replace('after: [dev]\n', ''))
        await shop.done('promote', { environment: 'staging', packages: 'stock@1.0.0\norders' })
        const running = (await processesIn(shop.root))
          .filter(({ environment }) => environment['TOWPATH_SERVICE'] !== undefined)
          .map(({ pid }) => pid)
        const result = await shop.step('deploy', { environment: 'staging' })
        expect(result.exitCode, result.log).toBe(1)
        const [error] = annotationsIn(result.log).filter(({ level }) => level === 'error')
        expect(error?.title).not.toBe('internal')
        expect(error?.message).toContain(String(shop.ports.staging))
        expect(error?.message).toMatch(/expected .*found .*\. [A-Z]/)
        const now = (await processesIn(shop.root))
          .filter(({ environment }) => environment['TOWPATH_SERVICE'] !== undefined)
          .map(({ pid }) => pid)
        expect(now.sort()).toEqual(running.sort())
      } finally {
        await new Promise((resolve) => holder.close(resolve))
      }
    })

    it('a range of ports that somebody else has is named', async () => {
      const first = shop.ports.dev + 40
      const holders = [first, first + 1].map((port) => createServer().listen(port, '0.0.0.0'))
      try {
        await shop.edit('environments/staging.yaml', (text) =>
          text.replace(/ports: \d+-\d+/, `ports: ${first}-${first + 1}`),
        )
        await shop.done('promote', { environment: 'staging', packages: 'stock@1.0.0\norders' })
        const result = await shop.step('deploy', { environment: 'staging' })
        expect(result.exitCode, result.log).toBe(1)
        const [error] = annotationsIn(result.log).filter(({ level }) => level === 'error')
        expect(error?.title, result.log).toBe('ports-exhausted')
        expect(error?.message).toContain(`${first}-${first + 1}`)
        expect(error?.message).toContain('Give the host group a wider range in `ports`')
        expect(
          (await processesIn(shop.root)).filter(
            ({ environment }) =>
              environment['TOWPATH_ENVIRONMENT'] === 'staging' && environment['TOWPATH_SERVICE'] !== undefined,
          ),
        ).toEqual([])
      } finally {
        await Promise.all(holders.map((holder) => new Promise((resolve) => holder.close(resolve))))
      }
    })

    it('a package store that is not there, or whose bytes are others, leaves what runs as it is', async () => {
      const dev = await shop.get('dev', '/orders')
      await writeFile(shop.path('stock/towpath.yaml'), manifest.replace('version: 1.0.0', 'version: 1.4.0'))
      await shop.write('stock/src/more.mjs', 'export const more = 1\n')
      await shop.publish('stock')
      await writeFile(shop.path('environments/dev.yaml'), spec)
      await shop.done('promote', { environment: 'dev', packages: 'stock@1.4.0' })
      const absent = await shop.step('deploy', { environment: 'dev', 'package-store': 'oci-layout:/nowhere/at/all' })
      expect(absent.exitCode).toBe(1)
      expectInOrder(annotationsIn(absent.log).find(({ level }) => level === 'error')?.message ?? '', [
        'oci-layout:/nowhere/at/all',
        'expected a folder',
        'found none',
        'Publish a package there first',
      ])
      const blobs = join(shop.packages, 'stock', 'blobs', 'sha256')
      const digest =
        /"digest":"sha256:([0-9a-f]{64})","mediaType":"application\/vnd.towpath.code/.exec(
          (await shop.documents())['packages:packages/stock/1.4.0.json'] ?? '',
        )?.[1] ?? expect.fail('no archive')
      const bytes = await readFile(join(blobs, digest))
      await rm(join(blobs, digest), { force: true })
      await writeFile(
        join(blobs, digest),
        Buffer.concat([bytes.subarray(0, 400), Buffer.from('x'), bytes.subarray(401)]),
      )
      const spoilt = await shop.step('deploy', { environment: 'dev' })
      expect(spoilt.exitCode, spoilt.log).toBe(1)
      expect(spoilt.outputs['status']).toBe('rolled-back')
      expect(annotationsIn(spoilt.log).find(({ level }) => level === 'error')?.title).not.toMatch(/internal|unexpected/)
      expect((await shop.get('dev', '/orders')).json).toEqual(dev.json)
    })
  })
})

function expectInOrder(message: string, parts: readonly string[]): void {
  let from = 0
  for (const part of parts) {
    const at = message.indexOf(part, from)
    if (at === -1) expect.fail(`expected "${part}" in: ${message}`)
    from = at + part.length
  }
}

async function listing(folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true })
  return (await readdir(folder, { recursive: true })).filter((path) => !/(^|\/)(run|log)\//.test(path)).sort()
}

/** gzip as build writes it: the header names no system (RFC 1952, OS 255). */
function asBuildPacks(tar: Buffer): Buffer {
  const bytes = gzipSync(tar)
  bytes[8] = 0
  bytes[9] = 255
  return bytes
}

/** A ustar archive of one file, by the letter of the format (pax(1) "ustar Interchange Format"). */
function tarOf(name: string, content: string): Buffer {
  const header = Buffer.alloc(512)
  header.write(name, 0)
  header.write('0000644\0', 100)
  header.write('0000000\0', 108)
  header.write('0000000\0', 116)
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
  header.write('00000000000\0', 136)
  header.write('        ', 148)
  header.write('0', 156)
  header.write('ustar\x0000', 257)
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  )
  const body = Buffer.alloc(Math.ceil(content.length / 512) * 512)
  body.write(content)
  return Buffer.concat([header, body, Buffer.alloc(1024)])
}
