import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { packagePaths, parsePackageRecord } from '@towpath/descriptor'
import { createGitStore } from '@towpath/metadata-store'
import { openPackageStore } from '@towpath/package-store'
import { describe, expect, it } from 'vitest'
import { prune } from './operating/prune.ts'
import { publish } from './publish.ts'
import { faultsOf } from './testing/faults.ts'
import { ServiceRepository } from './testing/service-repository.ts'
import { recordedCall } from './testing/step-call.ts'

const open = () => ServiceRepository.create(process.env['PATH'] ?? '')

async function recordOf(repository: ServiceRepository, version = '1.0.0') {
  const path = packagePaths.record('stock', version)
  return parsePackageRecord((await repository.published(path)) ?? '', path)
}

/** Other bytes of the same files: times are not content. */
const laterBuild = { environment: { SOURCE_DATE_EPOCH: '1700000000' } }

const builtFile = (repository: ServiceRepository, name: string) =>
  join(repository.workspace, '.towpath/stock/1.0.0', name)

describe('publishing', () => {
  it('puts bytes into the package store and the record, which names them, into the metadata store', async () => {
    using repository = await open()
    const built = await repository.run('build')
    await repository.run('describe')
    const io = await repository.run('publish')
    const record = await recordOf(repository)
    expect(Object.fromEntries(io.outputs)).toEqual({
      name: 'stock',
      version: '1.0.0',
      digest: record.reference.slice(record.reference.indexOf('@') + 1),
      reference: record.reference,
      'already-published': 'false',
    })
    expect(record.archive.digest).toBe(built.outputs.get('digest'))
    expect(record.publication).toMatchObject({ repository: 'github.com/acme/shop', by: 'ada', run: 'ada@laptop' })
    const packages = openPackageStore(`oci-layout:${repository.packages}`)
    const stored = await packages.resolve({ name: 'stock', version: '1.0.0' })
    await packages.close()
    expect(stored.digest).toBe(io.outputs.get('digest'))
    expect(stored.layers.map(({ digest }) => digest)).toEqual([record.archive.digest, record.files])
    expect(io.summary.join('\n')).toContain(
      'To go on: `towpath promote --environment <environment> --packages stock@1.0.0`',
    )
  })

  it('describes first when nobody has', async () => {
    using repository = await open()
    await repository.run('build')
    expect((await repository.run('publish')).outputs.get('version')).toBe('1.0.0')
  })

  it('sends contract and config schema along', async () => {
    using repository = await open()
    repository.manifest({
      code: '  config: {schema: config.schema.json}\n',
      more: 'provides: {http: {protocol: http, port: PORT, contract: openapi.yaml}}\n',
    })
    repository.write('openapi.yaml', 'openapi: 3.1.0\n')
    repository.write('config.schema.json', '{"type": "object"}\n')
    repository.commit('Say what it speaks')
    await repository.release()
    const packages = openPackageStore(`oci-layout:${repository.packages}`)
    const { layers } = await packages.resolve({ name: 'stock', version: '1.0.0' })
    await packages.close()
    expect(layers.map(({ mediaType }) => mediaType).slice(2)).toEqual([
      'application/vnd.towpath.contract.v1',
      'application/schema+json',
    ])
  })
})

describe('the same version again', () => {
  it('with the same content changes nothing, and the first archive stays', async () => {
    using repository = await open()
    const first = await repository.release()
    const record = await recordOf(repository)
    const built = await repository.run('build', {}, laterBuild)
    expect(built.outputs.get('digest')).not.toBe(record.archive.digest)
    const again = await repository.run('publish')
    expect(again.outputs.get('already-published')).toBe('true')
    expect(again.outputs.get('reference')).toBe(first.outputs.get('reference'))
    expect(await recordOf(repository)).toEqual(record)
  })

  it('with other content is refused, naming what differs', async () => {
    using repository = await open()
    await repository.release()
    const record = await recordOf(repository)
    repository.manifest({ code: '  requires: {node: ">=24"}\n' })
    repository.write('server.js', 'console.log(2)\n')
    repository.commit('Count in another way')
    const [fault] = await faultsOf(repository.release())
    expect(fault?.code).toBe('frozen')
    expect(fault?.message).toContain('code.requires')
    expect(fault?.message).toContain('files')
    expect(fault?.message).toContain('raise the version')
    expect(await recordOf(repository)).toEqual(record)
  })

  it('with other content is refused also when only build metadata differs', async () => {
    using repository = await open()
    await repository.release()
    repository.manifest({ version: '1.0.0+2' })
    repository.write('server.js', 'console.log(2)\n')
    repository.commit('Count in another way')
    await repository.run('build')
    const publish = repository.run('publish', { package: '.towpath/stock/1.0.0+2/package.tar.gz' })
    expect((await faultsOf(publish))[0]?.code).toBe('frozen')
  })

  it('from another repository is refused, of any version', async () => {
    using repository = await open()
    await repository.release()
    repository.git('remote', 'set-url', 'origin', 'git@github.com:evil/fork.git')
    repository.manifest({ version: '1.0.1' })
    repository.commit('Take the name over')
    await repository.run('build')
    const [fault] = await faultsOf(repository.run('publish', { package: '.towpath/stock/1.0.1/package.tar.gz' }))
    expect(fault?.code).toBe('name-taken')
    expect(fault?.message).toContain('expected its home repository, github.com/acme/shop, found github.com/evil/fork')
    expect(await repository.published(packagePaths.record('stock', '1.0.1'))).toBeUndefined()
  })
})

describe('a publish that was killed between bytes and record', () => {
  /** Bytes are there; of the records nothing, as if the run had ended before it wrote them. */
  async function killed(repository: ServiceRepository): Promise<string> {
    const elsewhere = join(repository.root, 'other.git')
    await createGitStore(elsewhere, { environment: repository.environment })
    const built = await repository.run('build')
    await repository.run('publish', { 'metadata-store': `git:${elsewhere}` })
    expect(await repository.published(packagePaths.record('stock', '1.0.0'))).toBeUndefined()
    return built.outputs.get('digest') ?? ''
  }

  it('is finished by the next one, which adopts the bytes that are there', async () => {
    using repository = await open()
    const digest = await killed(repository)
    await repository.run('build', {}, laterBuild)
    const io = await repository.run('publish')
    expect(io.outputs.get('already-published')).toBe('false')
    const record = await recordOf(repository)
    expect(record.archive.digest).toBe(digest)
    expect(record.descriptor.archive.digest).toBe(digest)
  })

  it('is not finished with other content', async () => {
    using repository = await open()
    await killed(repository)
    repository.write('server.js', 'console.log(2)\n')
    repository.commit('Count in another way')
    await repository.run('build')
    expect((await faultsOf(repository.run('publish')))[0]?.code).toBe('frozen')
    expect(await repository.published(packagePaths.record('stock', '1.0.0'))).toBeUndefined()
  })
})

describe('ten at once', () => {
  it('of the same publish it once', async () => {
    using repository = await open()
    await repository.run('build')
    await repository.run('describe')
    const all = await Promise.all(Array.from({ length: 10 }, () => repository.run('publish')))
    expect(all.filter((io) => io.outputs.get('already-published') === 'false')).toHaveLength(1)
    expect(new Set(all.map((io) => io.outputs.get('reference')))).toEqual(
      new Set([(await recordOf(repository)).reference]),
    )
  }, 60_000)

  it('of two contents publish one of them, whole, and refuse the other', async () => {
    using repository = await open()
    await repository.run('build')
    const one = join(repository.root, 'one')
    repository.git('worktree', 'add', '-q', one)
    writeFileSync(join(one, 'server.js'), 'console.log(2)\n')
    const context = { workspace: one }
    await repository.run('build', {}, { workspace: one, context })
    const publish = (workspace: string) =>
      faultsOf(repository.run('publish', {}, { workspace, context: { workspace } }))
    const workspaces = Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? repository.workspace : one))
    const outcomes = await Promise.all(workspaces.map(publish))
    expect(outcomes.filter((faults) => faults.length === 0)).toHaveLength(5)
    expect(outcomes.flat().map(({ code }) => code)).toEqual(Array.from({ length: 5 }, () => 'frozen'))
    const record = await recordOf(repository)
    const packages = openPackageStore(`oci-layout:${repository.packages}`)
    const stored = await packages.resolve({ name: 'stock', version: '1.0.0' })
    await packages.close()
    expect(record.reference).toContain(stored.digest)
    expect(stored.layers[0]?.digest).toBe(record.archive.digest)
  }, 60_000)
})

describe('bytes that are not what was described', () => {
  it.each([
    ['an archive that was changed', 'package.tar.gz', 'digest-mismatch'],
    ['a file index that was changed', 'files.ndjson', 'index-invalid'],
  ])('%s is refused, and nothing is published', async (_name, file, code) => {
    using repository = await open()
    await repository.run('build')
    await repository.run('describe')
    const path = builtFile(repository, file)
    if (file.endsWith('.gz')) writeFileSync(path, flipped(readFileSync(path)))
    else appendFileSync(path, 'more\n')
    const faults = await faultsOf(repository.run('publish'))
    expect(faults.map((fault) => fault.code)).toEqual([expect.stringMatching(`${code}|archive-damaged`)])
    expect(await repository.published(packagePaths.record('stock', '1.0.0'))).toBeUndefined()
  })

  it('an archive of other files is refused, however sound', async () => {
    using repository = await open()
    await repository.run('build')
    await repository.run('describe')
    const described = readFileSync(builtFile(repository, 'descriptor.json'))
    repository.write('server.js', 'console.log(2)\n')
    await repository.run('build')
    writeFileSync(builtFile(repository, 'descriptor.json'), described)
    expect((await faultsOf(repository.run('publish')))[0]?.code).toBe('digest-mismatch')
  })

  it('a contract that was changed is refused', async () => {
    using repository = await open()
    repository.manifest({ more: 'provides: {http: {protocol: http, port: PORT, contract: openapi.yaml}}\n' })
    repository.write('openapi.yaml', 'openapi: 3.1.0\n')
    await repository.run('build')
    await repository.run('describe')
    appendFileSync(builtFile(repository, 'sources/openapi.yaml'), 'more: 1\n')
    const [fault] = await faultsOf(repository.run('publish'))
    expect(fault).toMatchObject({ code: 'digest-mismatch', message: expect.stringContaining('openapi.yaml') })
  })
})

describe('the gate `contract`', () => {
  const withoutTools = { PATH: pathWithout(['buf', 'oasdiff']) }
  const api = (paths: string) => `openapi: 3.1.0\ninfo: {title: Stock, version: "1"}\npaths:\n${paths}`
  const one = '  /articles: {get: {responses: {"200": {description: All}}}}\n'
  const two = '  /articles/{id}: {get: {responses: {"200": {description: One}}}}\n'
  const provides = 'provides: {http: {protocol: http, port: PORT, contract: openapi.yaml}}\n'

  /** Publishes a version of the package with this API, without tools of others. */
  async function release(
    repository: ServiceRepository,
    version: string,
    { text = api(one), more = provides, code = '', inputs = {} }: Partial<Release> = {},
  ) {
    repository.manifest({ version, more, code })
    if (text !== null) repository.write('openapi.yaml', text)
    repository.write('server.js', `console.log(${JSON.stringify(version)})\n`)
    repository.commit(`Make ${version}`)
    const environment = withoutTools
    await repository.run('build', {}, { environment })
    const folder = `.towpath/stock/${version}`
    return repository.run('publish', { package: `${folder}/package.tar.gz`, ...inputs }, { environment })
  }

  interface Release {
    readonly text: string | null
    readonly more: string
    readonly code: string
    readonly inputs: Readonly<Record<string, string>>
  }

  it('takes a version that rises as much as its API changed, and keeps what it found', async () => {
    using repository = await open()
    await release(repository, '1.0.0')
    expect((await recordOf(repository)).compatibility).toEqual({
      outcome: 'pass',
      baseline: null,
      required: 'patch',
      changes: [],
      unproven: [],
      overrides: [],
    })
    const io = await release(repository, '1.1.0', { text: api(one + two) })
    expect((await recordOf(repository, '1.1.0')).compatibility).toMatchObject({
      outcome: 'pass',
      baseline: '1.0.0',
      required: 'minor',
      changes: [{ level: 'minor', place: 'openapi.yaml#/paths/~1articles~1{id}', what: 'added' }],
    })
    expect(io.log).toContain('✅ contract: a minor step above 1.0.0 is needed, and it is that much')
    expect(io.summary.join('\n')).toContain('- minor: openapi.yaml')
    const fix = await release(repository, '1.1.1', { text: `${api(one + two)}# Same\n` })
    expect(fix.log).toContain('✅ contract: nothing changed since 1.1.0')
  })

  it('refuses one that rises less, names the places and the right version, and publishes nothing', async () => {
    using repository = await open()
    await release(repository, '1.0.0', { text: api(one + two) })
    const [fault] = await faultsOf(release(repository, '1.1.0', { text: api(one) }))
    expect(fault?.code).toBe('bump-too-small')
    expect(fault?.message).toBe(
      'stock 1.1.0: expected a version that is a major step above 1.0.0, as its contract breaks, found openapi.yaml#/paths/~1articles~1{id} removed. ' +
        'Publish it as 2.0.0; or give `override: contract` and a `reason`, which stay in its record.',
    )
    expect(await repository.published(packagePaths.record('stock', '1.1.0'))).toBeUndefined()
    const packages = openPackageStore(`oci-layout:${repository.packages}`)
    await expect(packages.resolve({ name: 'stock', version: '1.1.0' })).rejects.toMatchObject({ code: 'not-found' })
    await packages.close()
    const { call, io } = recordedCall(
      'publish',
      repository.recording({ package: '.towpath/stock/1.1.0/package.tar.gz' }, { environment: withoutTools }),
    )
    expect((await faultsOf(publish(call))).map(({ code }) => code)).toEqual(['bump-too-small'])
    expect(io.summary).toEqual([expect.stringContaining("### `stock` 1.1.0 can't be published yet")])
    await release(repository, '2.0.0', { text: api(one) })
  })

  it('takes one that rises less when somebody says why, and keeps who and why', async () => {
    using repository = await open()
    await release(repository, '1.0.0', { text: api(one + two) })
    const inputs = { override: 'contract', reason: 'Nobody ever called it' }
    const io = await release(repository, '1.0.1', { text: api(one), inputs })
    expect((await recordOf(repository, '1.0.1')).compatibility).toEqual({
      outcome: 'warn',
      baseline: '1.0.0',
      required: 'major',
      changes: [{ level: 'major', place: 'openapi.yaml#/paths/~1articles~1{id}', what: 'removed' }],
      unproven: [],
      overrides: [{ gate: 'contract', by: 'ada', reason: 'Nobody ever called it' }],
    })
    expect(io.log).toContain(
      '⚠️ contract: a major step above 1.0.0 is needed; ada set that aside because: Nobody ever called it',
    )
  })

  it('keeps no override that was not needed, and says so', async () => {
    using repository = await open()
    const io = await release(repository, '1.0.0', { inputs: { override: 'contract', reason: 'To be sure' } })
    expect((await recordOf(repository)).compatibility?.overrides).toEqual([])
    expect(io.annotations.map(({ title }) => title)).toEqual(['override-unneeded'])
  })

  it.each([
    ['without a reason', { override: 'contract' }, 'input-missing', 'Input `reason`'],
    ['of another gate', { override: 'contract, soak', reason: 'x' }, 'input-invalid', '`soak`'],
  ])('is set aside by no override %s', async (_name, inputs, code, message) => {
    using repository = await open()
    const [fault] = await faultsOf(release(repository, '1.0.0', { inputs }))
    expect(fault?.code).toBe(code)
    expect(fault?.message).toContain(message)
  })

  it('judges a prerelease as what it leads to, and compares it with releases only', async () => {
    using repository = await open()
    await release(repository, '1.0.0')
    await release(repository, '1.1.0-rc.1', { text: api(one + two) })
    await release(repository, '1.1.0-rc.2')
    expect((await recordOf(repository, '1.1.0-rc.2')).compatibility?.baseline).toBe('1.0.0')
    const [fault] = await faultsOf(release(repository, '1.0.1-rc.1', { text: api(one + two) }))
    expect(fault?.message).toContain('Publish it as 1.2.0-rc.1')
  })

  it('compares a fix of an older line with that line', async () => {
    using repository = await open()
    await release(repository, '1.0.0')
    await release(repository, '1.1.0', { text: api(one + two) })
    await release(repository, '1.0.1')
    expect((await recordOf(repository, '1.0.1')).compatibility).toMatchObject({ baseline: '1.0.0', required: 'patch' })
  })

  it('asks config, provides and dependencies too, all at once', async () => {
    using repository = await open()
    repository.write('config.schema.json', '{"type": "object", "properties": {"A": {"type": "string"}}}')
    await release(repository, '1.0.0', { code: '  config: {schema: config.schema.json}\n' })
    repository.write('config.schema.json', '{"type": "object", "properties": {"B": {"type": "string"}}}')
    const [fault] = await faultsOf(
      release(repository, '1.0.1', {
        code: '  config: {schema: config.schema.json}\n',
        more: 'provides: {feed: {protocol: tcp, port: FEED_PORT}}\ndependencies: {mail: {range: "*"}}\n',
      }),
    )
    expect(fault?.message).toContain('provides.http removed; code.config.schema#/properties/A removed')
  })

  it('without a contract says so once, and refuses nothing', async () => {
    using repository = await open()
    const more = 'provides: {http: {protocol: http, port: PORT}, rpc: {protocol: grpc, port: RPC_PORT}}\n'
    await release(repository, '1.0.0', { more })
    await release(repository, '1.0.1', { more })
    expect((await recordOf(repository, '1.0.1')).compatibility).toMatchObject({
      outcome: 'unproven',
      unproven: [
        {
          place: 'provides.http, provides.rpc',
          why: 'no contract says what is provided',
          fix: 'Add `contract: openapi.yaml`, or a .proto file',
        },
      ],
    })
  })

  it('that has nothing to compare with any longer says so', async () => {
    using repository = await open()
    await release(repository, '1.0.0')
    const elsewhere = join(repository.root, 'elsewhere')
    const inputs = { 'package-store': `oci-layout:${elsewhere}` }
    const io = await release(repository, '1.0.1', { text: api(one + two), inputs })
    expect(io.log).toContain('❔ contract: nothing changed since 1.0.0, as far as it was compared')
    expect(io.summary.join('\n')).toContain('the contract of 1.0.0 is not in the package store')
  })

  it('refuses a contract that nobody could read later, at its line', async () => {
    using repository = await open()
    const [fault] = await faultsOf(release(repository, '1.0.0', { text: 'openapi: 3.1.0\npaths: [\n' }))
    expect(fault?.code).toBe('contract-invalid')
    expect(fault?.message).toMatch(/^openapi\.yaml:3 The contract openapi\.yaml: expected OpenAPI 3/)
  })
})

describe('what publish is given', () => {
  it.each([
    ['a descriptor that is not there', { descriptor: 'no.json' }, 'file-missing', 'Leave `descriptor` out'],
    ['a package that was not built here', { package: 'else/package.tar.gz' }, 'file-missing', 'else/build.json'],
    ['no package store', { 'package-store': '' }, 'input-missing', 'Input `package-store`'],
    ['a package store of another kind', { 'package-store': 'ftp://x' }, 'url-invalid', 'ftp'],
    ['a metadata store of another kind', { 'metadata-store': 'svn:x' }, 'url-invalid', 'svn'],
    ['a set that is not there', { 'set-manifest': 'set.yaml' }, 'file-missing', 'set.yaml'],
  ])('%s is refused', async (_name, inputs, code, message) => {
    using repository = await open()
    await repository.run('build')
    const [fault] = await faultsOf(repository.run('publish', inputs))
    expect(fault?.code).toBe(code)
    expect(fault?.message).toContain(message)
  })

  it('as credentials is masked, also the password of a pair alone', async () => {
    using repository = await open()
    await repository.run('build')
    const io = await repository.run('publish', { 'package-token': 'ada:pass-word', 'metadata-token': 'a-token' })
    expect(io.masked).toEqual(expect.arrayContaining(['ada:pass-word', 'pass-word', 'a-token']))
  })
})

/** The same bytes but for one in the middle. */
function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  const middle = Math.floor(copy.length / 2)
  copy[middle] = (copy[middle] ?? 0) ^ 0xff
  return copy
}

/** PATH without the folders that hold one of these programs. */
function pathWithout(programs: readonly string[]): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.filter((folder) => !programs.some((program) => existsSync(join(folder, program)))).join(delimiter)
}

describe('a version whose bytes were pruned', () => {
  /** stock 1.0.0 is published, and pruned once 1.0.1 is there. */
  async function openPruned() {
    const repository = await open()
    await repository.release()
    const first = await recordOf(repository)
    const anew = () => rmSync(join(repository.workspace, '.towpath'), { recursive: true })
    anew()
    repository.manifest({ version: '1.0.1' })
    repository.write('server.js', 'console.log(2)\n')
    repository.commit('Count twice')
    await repository.release()
    anew()
    const packages = openPackageStore(`oci-layout:${repository.packages}`)
    await using metadata = await repository.openMetadata()
    const wish = { keepHours: 0, graceHours: 24, keep: [], dryRun: false, by: 'ada' }
    await prune(metadata, packages, { ...wish, clock: () => new Date('2099-01-01T00:00:00Z') })
    const done = await prune(metadata, packages, { ...wish, clock: () => new Date('2099-01-03T00:00:00Z') })
    expect(done.removed).toEqual(['stock@1.0.0'])
    repository.manifest({ version: '1.0.0' })
    repository.write('server.js', 'console.log(1)\n')
    repository.commit('Go back')
    return { repository, packages, first }
  }

  it('comes back with the same archive, under the same reference', async () => {
    const { repository, packages, first } = await openPruned()
    using _ = repository
    expect(await packages.has('stock', first.archive.digest)).toBe(false)
    const io = await repository.release()
    expect(io.outputs.get('already-published')).toBe('true')
    const digest = first.reference.slice(first.reference.lastIndexOf('@') + 1)
    expect((await packages.resolve({ name: 'stock', version: '1.0.0' })).digest).toBe(digest)
    expect(await packages.has('stock', first.archive.digest)).toBe(true)
    expect(await repository.published(packagePaths.removal('stock', '1.0.0'))).toBeUndefined()
  })

  it('does not come back as other bytes of the same files', async () => {
    const { repository, packages, first } = await openPruned()
    using _ = repository
    await repository.run('build', {}, laterBuild)
    await repository.run('describe')
    const [fault] = await faultsOf(repository.run('publish'))
    expect(fault?.code).toBe('frozen')
    expect(fault?.message).toContain(first.archive.digest)
    expect(await packages.has('stock', first.archive.digest)).toBe(false)
  })
})
