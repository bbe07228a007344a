import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openGithubStepIo } from './github-step-io.ts'

describe('the GitHub adapter', () => {
  let folder: string
  let env: Record<string, string>
  let log: string

  // One folder for all: the toolkit keeps the summary's path once it has found it.
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'towpath-io-'))
  })

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true })
  })

  beforeEach(async () => {
    env = {
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      GITHUB_WORKSPACE: folder,
    }
    for (const file of [env['GITHUB_OUTPUT'], env['GITHUB_STEP_SUMMARY']]) await writeFile(file ?? '', '')
    // The toolkit reads its files' paths from the process's own environment.
    vi.stubEnv('GITHUB_OUTPUT', env['GITHUB_OUTPUT'] ?? '')
    vi.stubEnv('GITHUB_STEP_SUMMARY', env['GITHUB_STEP_SUMMARY'] ?? '')
    log = ''
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      log += String(chunk)
      return true
    })
  })

  afterEach(() => {
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
  })

  it('reads inputs as the runner passes them: upper case, spaces as underscores, trimmed, empty as absent', () => {
    const io = openGithubStepIo({
      ...env,
      INPUT_ENVIRONMENT: ' staging\n',
      'INPUT_DRY-RUN': 'true',
      INPUT_REASON: '',
      INPUT_TWO_WORDS: 'x',
    })
    expect([
      io.input('environment'),
      io.input('dry-run'),
      io.input('reason'),
      io.input('two words'),
      io.input('absent'),
    ]).toEqual(['staging', 'true', null, 'x', null])
  })

  it("writes outputs and the summary to the runner's files", async () => {
    const io = openGithubStepIo(env)
    io.output('plan', 'line one\nline two')
    io.summarize('**done**')
    io.summarize('and more')
    await io.flush()
    expect(await readFile(join(folder, 'output'), 'utf8')).toMatch(/^plan<<(\S+)\nline one\nline two\n\1\n$/)
    expect(await readFile(join(folder, 'summary'), 'utf8')).toBe('**done**\n\nand more\n')
  })

  it('annotates at file and line, in the order of what is said, with what is masked hidden', async () => {
    const io = openGithubStepIo(env)
    io.mask('hunter22')
    io.say('before')
    io.annotate({
      level: 'error',
      title: 'document-invalid',
      message: 'found hunter22',
      place: { file: 'towpath.yaml', line: 3, column: 5 },
    })
    io.say('after')
    await io.flush()
    const lines = log.trimEnd().split('\n')
    expect(lines).toEqual([
      '::add-mask::hunter22',
      'before',
      '::error title=document-invalid,file=towpath.yaml,line=3,col=5::found ***',
      'after',
    ])
  })

  it("can't be made to speak a workflow command by what is said", async () => {
    const io = openGithubStepIo(env)
    io.annotate({ level: 'warning', title: 'x', message: 'one\n::set-output name=a::b' })
    io.say('::stop-commands::x\nfine\n  ::set-output name=a::b\r::add-mask::b')
    io.say('compiled ##[set-output name=a]b')
    await io.flush()
    const lines = log.trimEnd().split(/[\n\r]/)
    expect(lines).toHaveLength(6)
    expect(lines.filter((line) => line.trimStart().startsWith('::') || line.includes('##['))).toEqual([lines[0]])
  })

  it('goes on saying when a runner’s file can’t be written, and tells of that at the end', async () => {
    const io = openGithubStepIo(env)
    vi.stubEnv('GITHUB_OUTPUT', join(folder, 'gone'))
    io.output('digest', 'x')
    io.say('after')
    // Long enough for node to find a rejection that nobody handles.
    await vi.waitFor(() => expect(log).toContain('after'))
    await expect(io.flush()).rejects.toThrow('gone')
  })

  it('folds a group, also when its body fails', async () => {
    const io = openGithubStepIo(env)
    await expect(io.group('building', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await io.flush()
    expect(log).toBe('::group::building\n::endgroup::\n')
  })

  it('cuts a summary at what GitHub takes, and says so', async () => {
    const io = openGithubStepIo(env)
    io.summarize('é'.repeat(600_000))
    await io.flush()
    const text = await readFile(join(folder, 'summary'), 'utf8')
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024)
    expect(text).toContain('The rest is cut')
    expect(text).not.toContain('�')
  })

  it('tells of long work every ten seconds, and of short work not at all', async () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(0)
    const io = openGithubStepIo(env)
    for (const [at, line] of [
      [100, 'packing 1'],
      [10_100, 'packing 2'],
      [10_200, 'packing 3'],
      [20_200, 'packing 4'],
    ] as const) {
      now.mockReturnValue(at)
      io.progress(line)
    }
    await io.flush()
    expect(log).toBe('packing 2\npacking 4\n')
  })
})
