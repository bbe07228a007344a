import { renderEnvironmentFile } from '@towpath/embedded'
import { describeWith } from '@towpath/testing'
import { lab, openLab, type Site } from '@towpath/testing/lab'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type HostBench, samplePackage, transfer } from '../contract/bench.ts'
import { stopCommand } from '../phases/stop.ts'
import { runCommand } from '../script/command.ts'
import { insideBench } from '../trial/inside-bench.ts'
import { answering } from '../trial/python-programs.ts'
import { own, unitStepsOn } from '../trial/unit-steps.ts'

describeWith([lab], 'a unit under systemd', () => {
  let site: Site
  let bench: HostBench
  beforeAll(async () => {
    site = await openLab({ hosts: { 'app-1': {} } })
    bench = insideBench(site, 'app-1')
  })
  afterAll(() => bench.close())
  const {
    acting,
    inspect,
    instance,
    start,
    stop,
    answers,
    brought,
    on,
    property,
    logOf,
    wantedIn,
    running,
    processOf,
  } = unitStepsOn(() => bench)

  describe('comes up', () => {
    it('by a program of its package, whether it is called ./serve or bin/serve', async () => {
      const program = '#!/bin/sh\nexec python3 -c "$PROGRAM"\n'
      const sample = await samplePackage({ serve: { program }, 'bin/serve': { program } })
      await transfer(bench.host, acting('prod'), sample)
      await sample.remove()
      const environmentFile = renderEnvironmentFile({ ANSWER: 'served', PROGRAM: answering })
      for (const name of ['./serve', 'bin/serve']) {
        await running('prod', { package: sample.digest, command: [name], environmentFile }, async (_, port) =>
          answers(bench.host, port, 'served'),
        )
      }
    })

    it('together with others, and says which of them did not and why', async () => {
      const digest = await brought(bench.host, acting('prod'), 'trial')
      const many = ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'].map((release) =>
        instance(acting('prod'), digest, release, {
          user: own,
          ...(release === 'bbbbbbbb' ? { command: ['bin/lacking'] } : {}),
        }),
      )
      await expect(start(bench.host, acting('prod'), ...many)).rejects.toMatchObject({
        code: 'unit-failed',
        explanation: {
          found: `towpath-prod_orders_1.4.0_bbbbbbbb: Failed at step EXEC spawning /opt/towpath/packages/${digest}/bin/lacking: No such file or directory`,
        },
      })
      const { instances } = await inspect(bench.host, acting('prod'))
      expect(instances.map(({ state }) => state === 'running')).toEqual([true, false, true])
      await stop(bench.host, acting('prod'), ...many)
    })

    it('again when its process was killed, but not when it ended well', async () => {
      await running('prod', { restartSeconds: 0 }, async ({ unit }, port) => {
        const first = await processOf(unit)
        await on('kill -9 $PID', { PID: first.split(' ')[1] ?? '' })
        await expect.poll(() => processOf(unit)).toMatch(new RegExp(`^running (?!${first.split(' ')[1]}$)`))
        await answers(bench.host, port, 'aaaaaaaa')
      })
      await running('prod', { command: ['true'], ports: {} }, async ({ unit }) => {
        await expect.poll(() => processOf(unit)).toMatch(/^stopped/)
      })
    })

    it('no more once it has ended again and again, until it is started', async () => {
      const command = ['sh', '-c', 'echo "no database" >&2; exit 3']
      await running('prod', { command, ports: {}, restartSeconds: 0 }, async ({ unit }) => {
        await expect.poll(() => processOf(unit), { timeout: 10_000 }).toMatch(/^failed/)
        expect(await logOf(unit)).toEqual(Array.from({ length: 5 }, () => 'no database'))
        expect((await inspect(bench.host, acting('prod'))).instances).toMatchObject([{ state: 'failed' }])
        expect(await on('unit_start "$UNIT" > /dev/null; unit_states', { UNIT: unit })).toMatch(
          /\t(running|starting)\n$/,
        )
      })
    })

    it('by what its file says now, although systemd had another one in memory', async () => {
      const wanted = await wantedIn('prod')
      await start(bench.host, acting('prod'), wanted)
      // Reloaded after it was enabled, systemd keeps it in memory: as after every boot.
      await on('systemctl daemon-reload')
      await runCommand(bench.host, stopCommand(acting('prod'), { instances: [wanted], remove: true }))
      expect(await on('unit_states')).toBe('')
      const changed = { ...wanted, environmentFile: 'ANSWER="changed"\n', stopSeconds: 7 }
      const [started] = await start(bench.host, acting('prod'), changed)
      await answers(bench.host, started?.ports['http'] ?? 0, 'changed')
      expect(await property(wanted.unit, 'TimeoutStopUSec')).toBe('7s')
      await stop(bench.host, acting('prod'), wanted)
    })
  })

  describe('stops', () => {
    it('by force after its stopSeconds, and then stands still like any other', async () => {
      const command = ['sh', '-c', 'trap "" TERM; sleep 600 & while :; do sleep 1; done']
      await running('prod', { command, ports: {}, stopSeconds: 1 }, async (wanted) => {
        const family = (await on('unit_family "$(unit_process "$UNIT" | cut -d " " -f 2)"', { UNIT: wanted.unit }))
          .trim()
          .split('\n')
        expect(family.length).toBeGreaterThanOrEqual(3)
        const since = performance.now()
        await runCommand(bench.host, stopCommand(acting('prod'), { instances: [wanted], remove: false }))
        expect(performance.now() - since).toBeGreaterThan(900)
        expect(performance.now() - since).toBeLessThan(4000)
        expect(await processOf(wanted.unit)).toBe('stopped -')
        expect(
          await on('for pid in $FAMILY; do [ ! -e "/proc/$pid" ] || echo "$pid"; done', { FAMILY: family.join(' ') }),
        ).toBe('')
      })
    })

    it('and leaves nothing in systemd', async () => {
      await running('prod', {}, async () => undefined)
      const left =
        'systemctl list-units --all --plain --no-legend "towpath-*.service"; ls "$UNITS" "$UNITS"/*.wants | grep towpath || :'
      expect(await on(left)).toBe('')
      await on('unit_stop towpath-none; unit_remove towpath-none')
    })
  })

  it('writes to the journal, by which it is found although its release changes', async () => {
    await running('prod', { command: ['sh', '-c', 'echo "hello from $$"; exec sleep 600'], ports: {} }, async () => {
      const found =
        'journalctl -q -o cat TOWPATH_ENVIRONMENT=prod TOWPATH_SERVICE=orders TOWPATH_VERSION=1.4.0 SYSLOG_IDENTIFIER=orders --grep "^hello" | tail -n 1'
      await expect.poll(() => on(found)).toMatch(/^hello from \d+\n$/)
    })
  })

  it('is told what it wrote in this life, not in an earlier one', async () => {
    const talking = (word: string) => ({ command: ['sh', '-c', `echo ${word}; exec sleep 600`], ports: {} })
    await running('prod', talking('before'), async ({ unit }) => {
      await expect.poll(() => logOf(unit)).toEqual(['before'])
    })
    await running('prod', talking('after'), async ({ unit }) => {
      await expect.poll(() => logOf(unit)).toEqual(['after'])
    })
  })

  it('that wrote nothing is told how it ended', async () => {
    await running('prod', { command: ['sh', '-c', 'kill -9 $$'], ports: {}, restartSeconds: 60 }, async ({ unit }) => {
      await expect
        .poll(() => logOf(unit, 1))
        .toEqual([`${unit}.service: Main process exited, code=killed, status=9/KILL`])
      expect(await processOf(unit)).toMatch(/^starting/)
    })
  })

  it('is reloaded by the text that it has now', async () => {
    const unit = 'towpath-proxy-prod'
    const text = (word: string) =>
      `[Service]\nExecStart=sleep 600\nExecReload=/bin/sh -c 'echo ${word} > /run/reloaded'\n[Install]\nWantedBy=multi-user.target\n`
    const program =
      'printf %s "$TEXT" | unit_write "$UNIT"; unit_start "$UNIT" > /dev/null; unit_reload "$UNIT"; cat /run/reloaded'
    expect(await on(program, { UNIT: unit, TEXT: text('one') })).toBe('one\n')
    expect(await on(program, { UNIT: unit, TEXT: text('two') })).toBe('two\n')
    await on('unit_remove "$UNIT"', { UNIT: unit })
    await expect(on('unit_reload "$UNIT"', { UNIT: unit })).rejects.toThrow(unit)
  })

  it('of another type says what it said itself when it does not come up', async () => {
    const unit = 'towpath-proxy-prod'
    const text = `[Service]\nType=notify\nExecStart=sh -c 'echo "parsing line 3"; exit 1'\n[Install]\nWantedBy=multi-user.target\n`
    const starting = on('printf %s "$TEXT" | unit_write "$UNIT"; unit_start "$UNIT"', { UNIT: unit, TEXT: text })
    await expect(starting).rejects.toThrow(`${unit}: parsing line 3`)
    await on('unit_remove "$UNIT"', { UNIT: unit })
  })

  it('gets no port that anybody listens at, whatever the address', async () => {
    const listeners = `
import socket, time
for port, family, address in [(19001, socket.AF_INET, '0.0.0.0'), (19002, socket.AF_INET6, '::'), (19003, socket.AF_INET, '127.0.0.1'), (19004, socket.AF_INET6, '::1')]:
    globals()['s%d' % port] = one = socket.socket(family)
    family == socket.AF_INET6 and one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    one.bind((address, port))
    one.listen()
print('up', flush=True)
time.sleep(600)
`
    const program = `
mkfifo /run/up
python3 -c "$LISTENERS" > /run/up < /dev/null &
read -r up < /run/up
unit_ports 19000-19007 3 19006
unit_ports 19001-19004 1 "" || echo "none left"
kill $!
rm /run/up
`
    expect(await on(program, { LISTENERS: listeners })).toBe('19000\n19005\n19007\nnone left\n')
  })

  it('comes back after a power cut, unless it was stopped before', { timeout: 60_000 }, async () => {
    const who = acting('prod')
    const digest = await brought(bench.host, who, 'trial')
    const [up, down] = [
      instance(who, digest, 'aaaaaaaa', { user: own }),
      instance(who, digest, 'bbbbbbbb', { user: own }),
    ]
    const [started] = await start(bench.host, who, up, down)
    await runCommand(bench.host, stopCommand(who, { instances: [down], remove: false }))
    await on('sync')
    await bench.host.close()
    await site.host('app-1').kill()
    await site.host('app-1').boot()
    bench = insideBench(site, 'app-1')
    await answers(bench.host, started?.ports['http'] ?? 0, 'aaaaaaaa')
    expect((await inspect(bench.host, who)).instances).toMatchObject([
      { state: 'running', ports: started?.ports },
      { state: 'stopped' },
    ])
    await stop(bench.host, who, up, down)
  })
})
