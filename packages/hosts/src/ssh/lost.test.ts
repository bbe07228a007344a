import { PassThrough } from 'node:stream'
import { describeWith } from '@towpath/testing'
import { lab, openLab, type Site } from '@towpath/testing/lab'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { shell } from '../contract/bench.ts'
import type { Host } from '../host.ts'
import { openLabHosts } from '../trial/ssh-bench.ts'

/** So that what takes a minute by default takes a second. */
const timing = { connectMs: 2_000, keepAliveMs: 300, lifelineSeconds: 3 }

/** Where the machine is busy. */
const patience = { timeout: 10_000 }

describeWith([lab], 'a connection that is lost in the middle', () => {
  let site: Site
  beforeAll(async () => {
    site = await openLab({ hosts: { 'app-1': {}, 'app-2': {}, 'bastion-1': {} } })
  }, 60_000)
  afterAll(() => site[Symbol.asyncDispose]())

  const open = async (name: string, reached = {}): Promise<Host> =>
    (await openLabHosts(site, { timing }, reached))(name)
  const inside = async (name: string, command: string) => (await site.host(name).run(command)).stdout.trim()
  /** Holds the host-wide lock while it reads lines, and says so in a file. */
  const holding =
    'LOCK_SECONDS=5; ENVIRONMENT=dev; lock; while read -r line; do echo "$line" >> /run/lines; done; echo all >> /run/lines'
  const script = { name: 'hold', program: holding, variables: {} }

  it('or was made ahead and not used ends with its host; one that could not be made is told to who needs it first', {
    timeout: 30_000,
  }, async () => {
    const open = await openLabHosts(site, { timing }, { 'app-2': { port: 2 } }, { dialsAhead: true })
    const logins = () => inside('app-1', 'pgrep -c -f "[s]shd: root"; :')
    await expect.poll(logins, patience).not.toBe('0')
    await open('app-1').close()
    await expect.poll(logins, patience).toBe('0')
    await expect(open('app-2').facts()).rejects.toMatchObject({ code: 'host-unreachable' })
    await Promise.all([open('app-2').close(), open('bastion-1').close()])
  })

  it('or was made ahead and lost before it was used is made again', { timeout: 30_000 }, async () => {
    const open = await openLabHosts(site, { timing }, {}, { dialsAhead: true })
    const logins = () => inside('app-1', 'pgrep -c -f "[s]shd: root"; :')
    await expect.poll(logins, patience).not.toBe('0')
    await inside('app-1', 'pkill -f "[s]shd: root"; :')
    await expect.poll(logins, patience).toBe('0')
    // What another host answers comes after the end of that connection.
    await open('app-2').facts()
    expect(await shell(open('app-1'), 'echo again')).toBe('again\n')
    for (const name of ['app-1', 'app-2', 'bastion-1']) await open(name).close()
  })

  it('is told as that, and can be run again once the host is up', { timeout: 30_000 }, async () => {
    const host = await open('app-2')
    const running = host.run({ name: 'sleep', program: 'echo on; sleep 600', variables: {} })
    const ended = expect(running).rejects.toMatchObject({
      code: 'connection-lost',
      retryable: true,
      message: expect.stringMatching(
        /^Host app-2 \(10\.77\.[\d.]+\), script sleep: the connection was lost in the middle: found no sign of life from it for 2\.7 s\. Run it again/,
      ),
    })
    await expect.poll(() => inside('app-2', 'pgrep -c -x sleep; :'), patience).not.toBe('0')
    await site.host('app-2').kill()
    await ended
    await expect(host.facts()).rejects.toMatchObject({ code: 'host-unreachable', retryable: true })
    await site.host('app-2').boot()
    expect(await shell(host, 'echo again')).toBe('again\n')
    await host.close()
  })

  it.each([
    ['as root', {}],
    ['as another user', { 'app-1': { user: 'deploy' } }],
    ['behind another host', { 'app-1': { jump: 'bastion-1' } }],
  ])('without a word leaves nothing that runs and no lock (%s)', { timeout: 30_000 }, async (_, reached) => {
    await site.host('app-1').run('rm -f /run/lines')
    const host = await open('app-1', reached)
    const stdin = new PassThrough()
    const ended = expect(host.run(script, { stdin })).rejects.toMatchObject({ code: 'connection-lost' })
    stdin.write('x'.repeat(600_000).replaceAll(/x{5}/g, 'line\n'))
    await expect.poll(() => inside('app-1', '[ ! -s /run/lines ] || echo some'), patience).toBe('some')
    await site.host('app-1').cut()
    await ended
    // What still runs there is seen from inside.
    await expect.poll(() => inside('app-1', 'pgrep -f "[s]shd: .*notty"; pgrep -f "[t]owpath"; :'), patience).toBe('')
    await site.host('app-1').mend()
    expect(await inside('app-1', 'tail -n 1 /run/lines')).not.toBe('all')
    const again = await open('app-1', reached)
    expect((await again.run(script, { stdin: 'whole\n' })).exitCode).toBe(0)
    expect(await inside('app-1', 'tail -n 2 /run/lines')).toBe('whole\nall')
    await again.close()
    await host.close()
  })

  it.each(['root', 'deploy'])('ends a script that has all its input too (%s)', { timeout: 30_000 }, async (user) => {
    const host = await open('app-1', { 'app-1': { user } })
    const ended = expect(shell(host, 'exec sleep 678')).rejects.toMatchObject({ code: 'connection-lost' })
    await expect.poll(() => inside('app-1', 'pgrep -cf "^sleep 678"'), patience).toBe('1')
    await site.host('app-1').run('pkill -f "[s]shd: .*notty"')
    await ended
    await expect.poll(() => inside('app-1', 'pgrep -cf "^sleep 678"'), patience).toBe('0')
    await host.close()
  })

  it.each(['root', 'deploy'])(
    'does not hold up an abort of a script that reads nothing (%s)',
    { timeout: 30_000 },
    async (user) => {
      const host = await open('app-1', { 'app-1': { user } })
      const controller = new AbortController()
      const running = host.run(
        { name: 'deaf', program: 'exec sleep 789', variables: {} },
        { stdin: 'x'.repeat(5_000_000), signal: controller.signal },
      )
      const ended = expect(running).rejects.toMatchObject({ code: 'aborted' })
      await expect.poll(() => inside('app-1', 'pgrep -cf "^sleep 789"'), patience).toBe('1')
      controller.abort()
      await ended
      expect(await inside('app-1', 'pgrep -cf "^sleep 789"')).toBe('0')
      await host.close()
    },
  )

  it('is not what an ordinary end looks like', async () => {
    const killed = () => inside('app-1', 'journalctl -t sshd -o cat | grep -c "signal 15"; :')
    const before = await killed()
    const host = await open('app-1')
    await shell(host, ':')
    await host.close()
    await expect.poll(() => inside('app-1', 'pgrep -f "[s]shd: .*notty"; :'), patience).toBe('')
    expect(await killed()).toBe(before)
  })
})
