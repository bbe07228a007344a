import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseDescriptor } from '@towpath/descriptor'
import { describe, expect, it } from 'vitest'
import { faultsOf } from './testing/faults.ts'
import type { RecordingStepIo } from './testing/recording-step-io.ts'
import { ServiceRepository } from './testing/service-repository.ts'

const open = () => ServiceRepository.create(process.env['PATH'] ?? '')

function descriptorOf(repository: ServiceRepository, io: RecordingStepIo) {
  const path = io.outputs.get('descriptor') ?? ''
  return parseDescriptor(readFileSync(join(repository.workspace, path), 'utf8'), path)
}

describe('a build', () => {
  it('leaves the package and all that publish needs below .towpath', async () => {
    using repository = await open()
    const io = await repository.run('build')
    expect(io.outputs.get('package')).toBe('.towpath/stock/1.0.0/package.tar.gz')
    expect(io.outputs.get('digest')).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(Number(io.outputs.get('size-bytes'))).toBeGreaterThan(0)
    expect(io.outputs.get('artifact-id')).toBe('')
    expect(repository.git('status', '--porcelain')).toBe('')
  })

  it('of the same commit in another place gives the same bytes', async () => {
    using one = await open()
    using other = await open()
    const digests = await Promise.all([one, other].map((repository) => repository.run('build')))
    expect(new Set(digests.map((io) => io.outputs.get('digest'))).size).toBe(1)
  })

  it('takes its times from SOURCE_DATE_EPOCH when it is there', async () => {
    using repository = await open()
    const usual = await repository.run('build')
    const other = await repository.run('build', {}, { environment: { SOURCE_DATE_EPOCH: '1700000000' } })
    expect(other.outputs.get('digest')).not.toBe(usual.outputs.get('digest'))
    const build = repository.run('build', {}, { environment: { SOURCE_DATE_EPOCH: 'now' } })
    expect((await faultsOf(build))[0]).toMatchObject({ code: 'input-invalid' })
  })

  it('packs with zstd when asked', async () => {
    using repository = await open()
    const io = await repository.run('build', { compression: 'zstd' })
    expect(io.outputs.get('package')).toBe('.towpath/stock/1.0.0/package.tar.zst')
  })

  it('leaves nothing of an earlier one of the same version', async () => {
    using repository = await open()
    await repository.run('build')
    await repository.run('describe')
    repository.write('server.js', 'console.log(2)\n')
    repository.commit('Count again')
    await repository.run('build')
    expect(existsSync(join(repository.workspace, '.towpath/stock/1.0.0/descriptor.json'))).toBe(false)
  })

  it.each([
    ['package.json', 'version: {from: package.json}', '3.2.1'],
    ['a tag', 'version: {from: git-tag}', '4.0.0'],
  ])('gets its version from %s', async (_name, line, version) => {
    using repository = await open()
    repository.manifest({ version: line.slice('version: '.length) })
    repository.write('package.json', '{"version": "3.2.1"}')
    repository.commit('Version from elsewhere')
    repository.git('tag', 'v4.0.0')
    const io = await repository.run('build')
    expect(io.outputs.get('package')).toBe(`.towpath/stock/${version}/package.tar.gz`)
  })

  it('is of a prerelease when asked', async () => {
    using repository = await open()
    const io = await repository.run('build', { prerelease: 'pr.12.3' })
    expect(io.outputs.get('package')).toBe('.towpath/stock/1.0.0-pr.12.3/package.tar.gz')
  })
})

describe('the command of a build', () => {
  it('has neither inputs nor tokens nor what lets it speak for the job', async () => {
    using repository = await open()
    repository.manifest({ code: '  build: env > seen.txt; echo built\n' })
    const secrets = {
      'INPUT_METADATA-TOKEN': 'hidden-1',
      INPUT_TOKEN: 'hidden-2',
      GITHUB_TOKEN: 'hidden-3',
      ACTIONS_RUNTIME_TOKEN: 'hidden-4',
      ACTIONS_ID_TOKEN_REQUEST_URL: 'hidden-5',
      GITHUB_OUTPUT: 'hidden-6',
      GITHUB_ENV: 'hidden-7',
      NPM_TOKEN: 'hidden-8',
      DB_PASSWORD: 'hidden-9',
    }
    const io = await repository.run('build', {}, { environment: { ...secrets, CI: 'true', GITHUB_SHA: 'abc' } })
    const seen = readFileSync(join(repository.workspace, 'seen.txt'), 'utf8')
    expect(seen).not.toContain('hidden')
    expect(seen).not.toMatch(/^(INPUT_|ACTIONS_)/m)
    expect(seen).toContain('CI=true')
    expect(seen).toContain('GITHUB_SHA=abc')
    expect(io.log).toContain('built')
  })

  it('that fails ends the build with its last words', async () => {
    using repository = await open()
    repository.manifest({ code: '  build: echo no such target >&2; exit 3\n' })
    const [fault] = await faultsOf(repository.run('build'))
    expect(fault?.code).toBe('command-failed')
    expect(fault?.message).toContain('found exit code 3, after: no such target')
    expect(existsSync(join(repository.workspace, '.towpath/stock/1.0.0/build.json'))).toBe(false)
  })

  it('is ended with all that it started when the run is cancelled', async () => {
    using repository = await open()
    repository.manifest({ code: '  build: "sleep 600 & echo $! > pid.txt; echo waiting; wait"\n' })
    const controller = new AbortController()
    const build = repository.run('build', {}, { signal: controller.signal })
    const pid = Number(await textOf(join(repository.workspace, 'pid.txt')))
    controller.abort(new Error('The run was cancelled'))
    await expect(build).rejects.toThrow('The run was cancelled')
    expect(await isGone(pid)).toBe(true)
  })
})

describe('a build that can not be', () => {
  it.each([
    ['without a manifest', { manifest: 'no/towpath.yaml' }, 'file-missing', 'no/towpath.yaml: expected a manifest'],
    ['with another compression', { compression: 'bzip2' }, 'input-invalid', '`gzip`, `zstd`'],
    ['with a prerelease that is none', { prerelease: '-' + '..' }, 'prerelease-invalid', '..'],
  ])('%s is refused', async (_name, inputs, code, message) => {
    using repository = await open()
    const [fault] = await faultsOf(repository.run('build', inputs))
    expect(fault?.code).toBe(code)
    expect(fault?.message).toContain(message)
  })

  it('whose glob matches nothing is refused, and no package is left', async () => {
    using repository = await open()
    repository.write(
      'towpath.yaml',
      'package: stock\nversion: 1.0.0\ncode: {include: [dist/**], run: [node, dist/server.js]}\n',
    )
    const [fault] = await faultsOf(repository.run('build'))
    expect(fault?.code).toBe('glob-matches-nothing')
    expect(fault?.message).toContain('dist/**')
    expect(existsSync(join(repository.workspace, '.towpath/stock/1.0.0/package.tar.gz'))).toBe(false)
  })

  it('that names a file which is not there is refused', async () => {
    using repository = await open()
    repository.manifest({ more: 'provides: {http: {protocol: http, port: PORT, contract: openapi.yaml}}\n' })
    const [fault] = await faultsOf(repository.run('build'))
    expect(fault).toMatchObject({ code: 'file-missing', message: expect.stringContaining('openapi.yaml') })
  })
})

describe('notes', () => {
  it('from git are the commits that touched the folder', async () => {
    using repository = await open()
    await repository.run('build')
    expect(descriptorOf(repository, await repository.run('describe')).notes).toBe('- Count what is in stock')
  })

  it('from git begin after the version that was published before', async () => {
    using repository = await open()
    await repository.release()
    repository.manifest({ version: '1.1.0' })
    repository.commit('Know what is reserved')
    await repository.run('build')
    const io = await repository.run('describe', { package: '.towpath/stock/1.1.0/package.tar.gz' })
    expect(descriptorOf(repository, io).notes).toBe('- Know what is reserved')
  })

  it.each([
    ['a changelog', 'notes: {from: CHANGELOG.md}\n', 'Counts faster.'],
    ['text', 'notes: Counts twice.\n', 'Counts twice.'],
  ])('come from %s', async (_name, more, notes) => {
    using repository = await open()
    repository.manifest({ more })
    repository.write('CHANGELOG.md', '# Changes\n\n## 1.0.0\n\nCounts faster.\n\n## 0.9.0\n\nCounts.\n')
    await repository.run('build')
    expect(descriptorOf(repository, await repository.run('describe')).notes).toBe(notes)
  })

  it('that are missing are warned of, and refused unless describe is given them', async () => {
    using repository = await open()
    repository.manifest({ more: 'notes: {from: CHANGELOG.md}\n' })
    repository.write('CHANGELOG.md', '# Changes\n')
    const built = await repository.run('build')
    expect(built.annotations).toMatchObject([{ level: 'warning', title: 'notes-missing' }])
    expect((await faultsOf(repository.run('describe')))[0]?.code).toBe('notes-missing')
    const described = await repository.run('describe', { notes: 'Counts.' })
    expect(descriptorOf(repository, described).notes).toBe('Counts.')
  })

  it('of a prerelease may be missing', async () => {
    using repository = await open()
    repository.manifest({ more: 'notes: {from: CHANGELOG.md}\n' })
    repository.write('CHANGELOG.md', '# Changes\n')
    await repository.run('build', { prerelease: 'rc.1' })
    expect(descriptorOf(repository, await repository.run('describe')).version).toBe('1.0.0-rc.1')
  })

  it('from a changelog that is not there are refused', async () => {
    using repository = await open()
    repository.manifest({ more: 'notes: {from: CHANGES.md}\n' })
    const [fault] = await faultsOf(repository.run('build'))
    expect(fault).toMatchObject({ code: 'file-missing', message: expect.stringContaining('CHANGES.md') })
  })
})

describe('describing', () => {
  it('says where the package comes from, and is the same each time', async () => {
    using repository = await open()
    await repository.run('build')
    const [one, other] = [await repository.run('describe'), await repository.run('describe')]
    expect(one.outputs.get('digest')).toBe(other.outputs.get('digest'))
    expect(descriptorOf(repository, one)).toMatchObject({
      source: { repository: 'github.com/acme/shop', revision: repository.git('rev-parse', 'HEAD') },
      created: '2026-11-23T08:00:00.000Z',
    })
  })

  it('marks a build with uncommitted changes', async () => {
    using repository = await open()
    repository.write('server.js', 'console.log(2)\n')
    await repository.run('build')
    const { source } = descriptorOf(repository, await repository.run('describe'))
    expect(source.revision).toMatch(/^[0-9a-f]{40}-dirty$/)
  })

  it('names the repository that was checked out beside the run by its own origin', async () => {
    using repository = await open()
    const context = { repository: 'acme/delivery', workspace: repository.root }
    await repository.run('build', { manifest: 'shop/towpath.yaml' }, { context })
    const io = await repository.run('describe', {}, { context })
    const path = join(repository.root, io.outputs.get('descriptor') ?? '')
    expect(parseDescriptor(readFileSync(path, 'utf8'), path).source.repository).toBe('github.com/acme/shop')
  })

  it('needs a build', async () => {
    using repository = await open()
    const [fault] = await faultsOf(repository.run('describe'))
    expect(fault).toMatchObject({ code: 'file-missing', message: expect.stringContaining('Run towpath/actions/build') })
  })

  it('asks which one when there are several', async () => {
    using repository = await open()
    await repository.run('build')
    await repository.run('build', { prerelease: 'rc.1' })
    const [fault] = await faultsOf(repository.run('describe'))
    expect(fault?.message).toContain('.towpath/stock/1.0.0-rc.1')
    const path = join(repository.workspace, '.towpath/stock/1.0.0/package.tar.gz')
    expect((await repository.run('describe', { package: path })).outputs.get('version')).toBe('1.0.0')
  })

  it('refuses a prerelease that build was not given', async () => {
    using repository = await open()
    await repository.run('build')
    const [fault] = await faultsOf(repository.run('describe', { prerelease: 'rc.1' }))
    expect(fault).toMatchObject({ code: 'input-invalid', message: expect.stringContaining('Input `prerelease`') })
  })

  it('refuses a record of a build that names a package outside', async () => {
    using repository = await open()
    await repository.run('build')
    const path = join(repository.workspace, '.towpath/stock/1.0.0/build.json')
    const record = JSON.parse(readFileSync(path, 'utf8'))
    await writeFile(path, JSON.stringify({ ...record, package: '../../evil' }))
    expect((await faultsOf(repository.run('describe')))[0]?.code).toBe('record-invalid')
  })
})

/** The text of a file once it has a line. */
async function textOf(path: string): Promise<string> {
  return expect
    .poll(() => (existsSync(path) ? readFileSync(path, 'utf8') : ''), { timeout: 10_000 })
    .toMatch(/\n/)
    .then(() => readFileSync(path, 'utf8'))
}

/** Whether a process ends; a zombie that nobody reaped has ended too. */
async function isGone(pid: number): Promise<boolean> {
  const state = () => {
    const path = `/proc/${pid}/stat`
    return existsSync(path) ? readFileSync(path, 'utf8').split(') ')[1]?.[0] : 'gone'
  }
  await expect.poll(state, { timeout: 10_000 }).toMatch(/Z|gone/)
  return true
}
