import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packagePaths, parsePackageRecord } from '@towpath/descriptor'
import { createGitStore } from '@towpath/metadata-store'
import { openPackageStore } from '@towpath/package-store'
import { describe, expect, it } from 'vitest'
import { faultsOf } from './testing/faults.ts'
import { ServiceRepository } from './testing/service-repository.ts'

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

describe('what publish is given', () => {
  it.each([
    ['a descriptor that is not there', { descriptor: 'no.json' }, 'file-missing', 'Leave `descriptor` out'],
    ['a package that was not built here', { package: 'else/package.tar.gz' }, 'file-missing', 'else/build.json'],
    ['no package store', { 'package-store': '' }, 'input-missing', 'Input `package-store`'],
    ['a package store of another kind', { 'package-store': 'ftp://x' }, 'url-invalid', 'ftp'],
    ['a metadata store of another kind', { 'metadata-store': 'svn:x' }, 'url-invalid', 'svn'],
    ['a set', { 'set-manifest': 'set.yaml' }, 'not-yet', 'package sets'],
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
