import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { asObject } from '../document/fields.ts'
import { renderEnvironmentFile } from '../process/environment-file.ts'
import { identify } from '../process/identity.ts'
import { askControl } from '../socket/control-client.ts'
import { eventually, isRunning, makeTrialRoot, readIfThere, type TrialRoot } from '../trial/trial-root.ts'
import { ensureSupervisor } from './ensure.ts'
import { rootPaths } from './root.ts'
import { stopSupervisor } from './stop.ts'
import { parseUnitStatus } from './unit-status.ts'

const run = promisify(execFile)
const roots: TrialRoot[] = []
afterEach(async () => {
  await Promise.all(roots.splice(0).map((trial) => trial.end()))
})

function makeRoot(subfolder?: string): TrialRoot {
  const trial = makeTrialRoot(subfolder)
  roots.push(trial)
  return trial
}

function ensure(trial: TrialRoot, label = 'one', idleSeconds = 60) {
  return ensureSupervisor(trial.root, { program: trial.program(label), node: trial.node, idleSeconds })
}

async function ask(trial: TrialRoot, request: { verb: string; [argument: string]: unknown }) {
  return asObject(await askControl(rootPaths(trial.root).socket, request)) ?? {}
}

async function pidOf(trial: TrialRoot, name: string): Promise<number> {
  const { pid } = await ask(trial, { verb: 'status', host: 'here', name })
  if (typeof pid !== 'number') throw new Error(`${name} has no process`)
  return pid
}

const shell = (script: string) => ['sh', '-c', script]

describe('a unit', () => {
  it('is started again when it dies, and says how it ended', async () => {
    const trial = makeRoot()
    await ensure(trial)
    await ask(trial, { verb: 'start', file: trial.writeUnit({ name: 'a', command: ['sleep', '600'] }) })
    const first = await pidOf(trial, 'a')
    process.kill(first, 'SIGKILL')
    const status = await eventually(async () => {
      const now = await ask(trial, { verb: 'status', host: 'here', name: 'a' })
      return now['state'] === 'running' && now['pid'] !== first ? now : undefined
    })
    expect(status).toMatchObject({ restarts: 1, lastExit: { signal: 'SIGKILL', code: null } })
  })

  it('fails at its start limit, with its exit code and last lines', async () => {
    const trial = makeRoot()
    await ensure(trial)
    const startLimit = { burst: 3, seconds: 60 }
    await ask(trial, {
      verb: 'start',
      file: trial.writeUnit({ name: 'a', command: shell('echo broken; exit 3'), startLimit }),
    })
    const status = await eventually(async () => {
      const now = await ask(trial, { verb: 'status', host: 'here', name: 'a' })
      return now['state'] === 'failed' ? now : undefined
    })
    expect(status).toMatchObject({ pid: null, lastExit: { code: 3 }, log: ['broken', 'broken', 'broken'] })
  })

  it('whose program is missing is refused with the reason', async () => {
    const trial = makeRoot()
    await ensure(trial)
    const file = trial.writeUnit({ name: 'a', command: ['/no/such/program'] })
    await expect(ask(trial, { verb: 'start', file })).rejects.toThrow(
      /Unit a on here: expected a start, found .*ENOENT/,
    )
  })

  it('is asked by SIGTERM first, and its whole group is ended afterwards', async () => {
    const trial = makeRoot()
    await ensure(trial)
    const script =
      'trap "echo asked; exit 0" TERM; (trap "" TERM; while :; do sleep 0.05; done) & echo child $!; while :; do sleep 0.05; done'
    await ask(trial, { verb: 'start', file: trial.writeUnit({ name: 'a', command: shell(script) }) })
    const child = await eventually(() => /child (\d+)/.exec(readIfThere(trial.log('a')))?.[1])
    expect(isRunning(Number(child))).toBe(true)
    const status = await ask(trial, { verb: 'stop', host: 'here', name: 'a' })
    expect(status).toMatchObject({ state: 'stopped', lastExit: { code: 0 } })
    expect(readFileSync(trial.log('a'), 'utf8')).toMatch(/asked/)
    expect(isRunning(Number(child))).toBe(false)
  })

  it('can be removed and started at the same time, and leaves nothing when it is removed last', async () => {
    const trial = makeRoot()
    await ensure(trial)
    const file = trial.writeUnit({ name: 'a', command: shell('echo began; exec sleep 600') })
    await ask(trial, { verb: 'start', file })
    const verbs = ['remove', 'start', 'stop', 'start', 'remove', 'start']
    await Promise.all(verbs.map((verb) => ask(trial, { verb, file, host: 'here', name: 'a' })))
    const status = parseUnitStatus(await ask(trial, { verb: 'start', file }), 'status')
    expect(isRunning(status.pid ?? 0)).toBe(true)
    expect(await ask(trial, { verb: 'remove', host: 'here', name: 'a' })).toMatchObject({ state: 'absent' })
    expect(isRunning(status.pid ?? 0)).toBe(false)
    expect(await askControl(rootPaths(trial.root).socket, { verb: 'list' })).toEqual([])
    expect(existsSync(join(trial.root, 'run/units/here/a.json'))).toBe(false)
  })

  it('that ignores SIGTERM is killed after stopSeconds, with its group', async () => {
    const trial = makeRoot()
    await ensure(trial)
    const script = 'trap "" TERM; sleep 600 & echo child $!; while :; do sleep 0.05; done'
    await ask(trial, { verb: 'start', file: trial.writeUnit({ name: 'a', command: shell(script), stopSeconds: 0.3 }) })
    const child = await eventually(() => /child (\d+)/.exec(readIfThere(trial.log('a')))?.[1])
    const began = performance.now()
    const status = await ask(trial, { verb: 'stop', host: 'here', name: 'a' })
    expect(performance.now() - began).toBeGreaterThan(290)
    expect(status).toMatchObject({ state: 'stopped', lastExit: { signal: 'SIGKILL' } })
    expect(isRunning(Number(child))).toBe(false)
  })

  it('gets only what is allowed of the environment, and its own variables unchanged', async () => {
    const trial = makeRoot()
    process.env['RUNNER_TRACKING_ID'] = 'job'
    process.env['INPUT_TOKEN'] = 'secret'
    try {
      await ensure(trial)
    } finally {
      delete process.env['RUNNER_TRACKING_ID']
      delete process.env['INPUT_TOKEN']
    }
    const environmentFile = join(trial.folder, 'env')
    writeFileSync(environmentFile, renderEnvironmentFile({ SECRET: 'a"b\n$c' }), { mode: 0o600 })
    const command = [process.execPath, '-e', 'console.log(JSON.stringify(process.env)); setInterval(() => 0, 1e6)']
    await ask(trial, {
      verb: 'start',
      file: trial.writeUnit({ name: 'a', command, environment: { PORT: '1' }, environmentFile }),
    })
    const text = await eventually(() =>
      readIfThere(trial.log('a')).endsWith('\n') ? readIfThere(trial.log('a')) : undefined,
    )
    const seen = asObject(JSON.parse(text)) ?? {}
    expect(seen).toMatchObject({ PORT: '1', SECRET: 'a"b\n$c', PATH: process.env['PATH'] })
    const allowed = [
      'PORT',
      'SECRET',
      'TOWPATH_UNIT_TOKEN',
      'HOME',
      'LANG',
      'LANGUAGE',
      'LOGNAME',
      'PATH',
      'SHELL',
      'TMPDIR',
      'TZ',
      'USER',
    ]
    expect(Object.keys(seen).filter((name) => !allowed.includes(name) && !name.startsWith('LC_'))).toEqual([])
  })

  it('has its log copied and begun again at its size', async () => {
    const trial = makeRoot()
    await ensure(trial)
    const command = shell('head -c 5000 /dev/zero | tr "\\0" x; while :; do sleep 0.05; done')
    await ask(trial, { verb: 'start', file: trial.writeUnit({ name: 'a', command, logBytes: 2000 }) })
    await eventually(() => existsSync(`${trial.log('a')}.1`))
    await eventually(() => statSync(trial.log('a')).size === 0)
    expect(statSync(`${trial.log('a')}.1`).size).toBe(5000)
  })

  it.each([
    ['a misspelt key', { comand: ['x'] }, /comand: expected no key but/],
    ['a name with a slash', { name: 'a/b' }, /name: expected letters/],
    ['an empty command', { command: [] }, /command: expected a program/],
  ])('with %s is refused', async (_, change, message) => {
    const trial = makeRoot()
    await ensure(trial)
    const file = trial.writeUnit({ name: 'a', command: ['true'] })
    writeFileSync(file, JSON.stringify({ ...asObject(JSON.parse(readFileSync(file, 'utf8'))), ...change }))
    await expect(ask(trial, { verb: 'start', file })).rejects.toThrow(message)
  })
})

describe('a supervisor', () => {
  it('that was killed leaves its units running, and the next one adopts them and starts those that died', async () => {
    const trial = makeRoot()
    const { pid } = await ensure(trial)
    for (const name of ['lives', 'dies'])
      await ask(trial, { verb: 'start', file: trial.writeUnit({ name, command: ['sleep', '600'] }) })
    const [lives, dies] = [await pidOf(trial, 'lives'), await pidOf(trial, 'dies')]
    process.kill(pid, 'SIGKILL')
    await eventually(() => !isRunning(pid))
    process.kill(dies, 'SIGKILL')
    await eventually(() => !isRunning(dies))
    expect(isRunning(lives)).toBe(true)
    expect((await ensure(trial)).pid).not.toBe(pid)
    expect(await pidOf(trial, 'lives')).toBe(lives)
    await eventually(
      async () => (await ask(trial, { verb: 'status', host: 'here', name: 'dies' }))['state'] === 'running',
    )
    // An adopted process is no child: its end is seen all the same.
    process.kill(lives, 'SIGKILL')
    await eventually(async () => (await ask(trial, { verb: 'status', host: 'here', name: 'lives' }))['restarts'] === 1)
  })

  it('finds a process whose record was never finished', async () => {
    const trial = makeRoot()
    const { pid } = await ensure(trial)
    await ask(trial, { verb: 'start', file: trial.writeUnit({ name: 'a', command: ['sleep', '600'] }) })
    const unit = await pidOf(trial, 'a')
    process.kill(pid, 'SIGKILL')
    await eventually(() => !isRunning(pid))
    const file = join(trial.root, 'run/units/here/a.json')
    writeFileSync(
      file,
      JSON.stringify({ ...asObject(JSON.parse(readFileSync(file, 'utf8'))), state: 'starting', family: null }),
    )
    await ensure(trial)
    expect(await pidOf(trial, 'a')).toBe(unit)
  })

  it('adopts what a newer one wrote with keys of its own, and is not stopped by a record that nobody can read', async () => {
    const trial = makeRoot()
    const { pid } = await ensure(trial)
    await ask(trial, { verb: 'start', file: trial.writeUnit({ name: 'a', command: ['sleep', '600'] }) })
    const unit = await pidOf(trial, 'a')
    process.kill(pid, 'SIGKILL')
    await eventually(() => !isRunning(pid))
    const file = join(trial.root, 'run/units/here/a.json')
    const record = asObject(JSON.parse(readFileSync(file, 'utf8'))) ?? {}
    writeFileSync(file, JSON.stringify({ ...record, later: 1, unit: { ...asObject(record['unit']), later: 1 } }))
    writeFileSync(join(trial.root, 'run/units/here/b.json'), '{"schema": 9}')
    await ensure(trial)
    expect(await pidOf(trial, 'a')).toBe(unit)
    const status = parseUnitStatus(await ask(trial, { verb: 'status', host: 'here', name: 'a' }), 'status')
    expect(status).toMatchObject({ state: 'running', pid: unit, lastExit: null })
    expect(readFileSync(rootPaths(trial.root).log, 'utf8')).toMatch(/b\.json state/)
  })

  it('never signals a process that got the pid of one of its units', async () => {
    const trial = makeRoot()
    const { pid } = await ensure(trial)
    await ask(trial, { verb: 'start', file: trial.writeUnit({ name: 'a', command: ['sleep', '600'] }) })
    const unit = await pidOf(trial, 'a')
    const stranger = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' })
    try {
      for (const one of [pid, unit]) process.kill(one, 'SIGKILL')
      await eventually(() => !isRunning(pid) && !isRunning(unit))
      const file = join(trial.root, 'run/units/here/a.json')
      const record = asObject(JSON.parse(readFileSync(file, 'utf8'))) ?? {}
      const family = asObject(record['family']) ?? {}
      const main = { ...asObject(family['main']), pid: stranger.pid }
      writeFileSync(file, JSON.stringify({ ...record, family: { ...family, main } }))
      expect((await stopSupervisor(trial.root)).supervisor).toBeNull()
      expect(isRunning(stranger.pid ?? 0)).toBe(true)
    } finally {
      stranger.kill('SIGKILL')
      await once(stranger, 'exit')
    }
  })

  it('is stopped with all its units, and leaves no process and no record', async () => {
    const trial = makeRoot()
    const { pid } = await ensure(trial)
    for (const name of ['a', 'b'])
      await ask(trial, { verb: 'start', file: trial.writeUnit({ name, command: ['sleep', '600'] }) })
    const pids = [await pidOf(trial, 'a'), await pidOf(trial, 'b')]
    const stopped = await stopSupervisor(trial.root)
    expect(stopped.ended.map(({ name }) => name).sort()).toEqual(['a', 'b'])
    expect(stopped.ended.map((unit) => unit.pid).sort()).toEqual(pids.sort())
    expect([pid, ...pids].filter(isRunning)).toEqual([])
    expect(existsSync(join(trial.root, 'run/units'))).toBe(false)
    expect(await stopSupervisor(trial.root)).toEqual({ ended: [], supervisor: null })
  })

  it('that is dead is not needed to stop its units', async () => {
    const trial = makeRoot()
    const { pid } = await ensure(trial)
    await ask(trial, { verb: 'start', file: trial.writeUnit({ name: 'a', command: ['sleep', '600'] }) })
    const unit = await pidOf(trial, 'a')
    process.kill(pid, 'SIGKILL')
    await eventually(() => !isRunning(pid))
    expect(await stopSupervisor(trial.root)).toEqual({
      ended: [{ host: 'here', name: 'a', pid: unit }],
      supervisor: null,
    })
    expect(isRunning(unit)).toBe(false)
  })

  it('ends by itself when it has nothing to look after', async () => {
    const trial = makeRoot()
    const { pid } = await ensure(trial, 'one', 0.2)
    await eventually(() => !isRunning(pid))
  })

  it('hands over to another program and back without touching its units', async () => {
    const trial = makeRoot()
    const one = await ensure(trial, 'one')
    await ask(trial, { verb: 'start', file: trial.writeUnit({ name: 'a', command: ['sleep', '600'] }) })
    const unit = await pidOf(trial, 'a')
    const two = await ensure(trial, 'two')
    expect(two.program).not.toBe(one.program)
    expect(await pidOf(trial, 'a')).toBe(unit)
    await eventually(() => !isRunning(one.pid))
    const back = await ensure(trial, 'one')
    expect(back.program).toBe(one.program)
    expect(await pidOf(trial, 'a')).toBe(unit)
    expect(await ensure(trial, 'one')).toMatchObject({ pid: back.pid, started: false })
  })

  it('takes over from one that hangs', async () => {
    const trial = makeRoot()
    const one = await ensure(trial, 'one')
    await ask(trial, { verb: 'start', file: trial.writeUnit({ name: 'a', command: ['sleep', '600'] }) })
    const unit = await pidOf(trial, 'a')
    process.kill(one.pid, 'SIGSTOP')
    await ensure(trial, 'two')
    expect(await pidOf(trial, 'a')).toBe(unit)
    expect(isRunning(one.pid)).toBe(false)
  })

  it('is one, however many steps start it at once', async () => {
    const trial = makeRoot()
    const found = await Promise.all(Array.from({ length: 4 }, () => ensure(trial)))
    expect(new Set(found.map(({ pid }) => pid)).size).toBe(1)
  })

  it('is one also when steps with different programs want it at once', async () => {
    const trial = makeRoot()
    const first = await ensure(trial, 'one')
    await ask(trial, { verb: 'start', file: trial.writeUnit({ name: 'a', command: ['sleep', '600'] }) })
    const unit = await pidOf(trial, 'a')
    const found = await Promise.all(['two', 'one', 'two'].map((label) => ensure(trial, label)))
    const { pid } = await ask(trial, { verb: 'hello' })
    const pids = new Set([first, ...found].map((one) => one.pid))
    await eventually(() => [...pids].every((one) => one === pid || !isRunning(one)))
    expect(await pidOf(trial, 'a')).toBe(unit)
  })

  it('works below a root whose path no unix socket could hold', async () => {
    const trial = makeRoot(`deep/${'d'.repeat(200)}`)
    const first = await ensure(trial, 'one')
    await ask(trial, { verb: 'start', file: trial.writeUnit({ name: 'a', command: ['sleep', '600'] }) })
    const unit = await pidOf(trial, 'a')
    expect((await ensure(trial, 'two')).pid).not.toBe(first.pid)
    expect(await pidOf(trial, 'a')).toBe(unit)
    expect(statSync(rootPaths(trial.root).socket).mode & 0o777).toBe(0o600)
  })

  it('repairs a program file whose bytes are not those of its name', async () => {
    const trial = makeRoot()
    const { programFile } = await ensure(trial)
    await stopSupervisor(trial.root)
    writeFileSync(programFile, 'broken')
    expect((await ensure(trial)).programFile).toBe(programFile)
    expect(readFileSync(programFile, 'utf8')).toMatch(/program\.ts/)
  })

  it('says what it was told when its program can not start', async () => {
    const trial = makeRoot()
    const program = join(trial.folder, 'bad.mjs')
    writeFileSync(program, 'throw new Error("no good")')
    await expect(ensureSupervisor(trial.root, { program, node: trial.node })).rejects.toThrow(/exit code 1.*no good/s)
  })

  it('answers an unknown protocol only so far that programs can hand over', async () => {
    const trial = makeRoot()
    const { pid } = await ensure(trial)
    expect(await ask(trial, { verb: 'hello', protocol: 99 })).toMatchObject({ pid })
    await expect(ask(trial, { verb: 'list', protocol: 99 })).rejects.toThrow(/expected protocol 1, found protocol 99/)
  })
})

describe('the control verbs', () => {
  it('start a supervisor when none runs, print one line of JSON, and say on stderr what is wrong', async () => {
    const trial = makeRoot()
    const program = trial.program('one')
    const call = async (...given: string[]): Promise<unknown> =>
      JSON.parse((await run(trial.node, [program, ...given])).stdout)
    expect(await call('unit', 'list', trial.root)).toEqual([])
    const file = trial.writeUnit({ name: 'a', command: ['sleep', '600'] })
    const started = asObject(await call('unit', 'start', trial.root, file))
    expect(started).toMatchObject({ state: 'running', host: 'here', name: 'a' })
    expect(identify(Number(started?.['pid']))).toBeDefined()
    expect(await call('unit', 'status', trial.root, 'here', 'a')).toMatchObject({ pid: started?.['pid'] })
    expect(await call('unit', 'stop', trial.root, 'here', 'a')).toMatchObject({ state: 'stopped', pid: null })
    expect(await call('unit', 'remove', trial.root, 'here', 'a')).toMatchObject({ state: 'absent' })
    expect(await call('ports', '18000-18999', '--count', '2', '--avoid', '18000,18001')).toHaveLength(2)
    await call('unit', 'start', trial.root, file)
    expect(await call('stop', trial.root)).toMatchObject({
      ended: [{ host: 'here', name: 'a', pid: expect.any(Number) }],
    })
    const failure = await run(trial.node, [program, 'unit', 'start', trial.root, '/no/file']).catch((error: unknown) =>
      asObject(error),
    )
    expect(failure).toMatchObject({ code: 1, stdout: '' })
    expect(JSON.parse(String(asObject(failure)?.['stderr']))).toMatchObject({ code: 'unit-invalid', where: '/no/file' })
  })
})
