import { createHmac } from 'node:crypto'
import { describeWith } from '@towpath/testing'
import { lab, openLab, type Site } from '@towpath/testing/lab'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shell } from '../contract/bench.ts'
import { stepsOn } from '../contract/steps.ts'
import { hostSecretFile, releaseFolder, stateFolder } from '../layout.ts'
import { logsCommand } from '../phases/logs.ts'
import type { InstanceToStart } from '../phases/start.ts'
import { stopCommand } from '../phases/stop.ts'
import { runCommand } from '../script/command.ts'
import { insideBench } from '../trial/inside-bench.ts'
import { answering, sayingInto, trying } from '../trial/python-programs.ts'

const own = { kind: 'own', name: 'tp_prod_orders' } as const

describeWith([lab], 'a unit under systemd', () => {
  let site: Site
  let bench: ReturnType<typeof insideBench>
  beforeAll(async () => {
    site = await openLab({ hosts: { 'app-1': {} } })
    bench = insideBench(site, 'app-1')
  })
  afterAll(() => bench.close())
  const { acting, inspect, instance, start, stop, answers, brought } = stepsOn(() => bench)
  const on = (program: string, variables: Record<string, string> = {}) => shell(bench.host, program, variables)
  const property = async (unit: string, name: string): Promise<string> =>
    (await on('systemctl show -P "$NAME" -- "$UNIT.service"', { NAME: name, UNIT: unit })).trim()
  const logOf = (unit: string, lines = 50) => runCommand(bench.host, logsCommand(unit, lines))
  const folderOf = (environment: string) => releaseFolder(bench.host.layout, environment, 'orders', 'aaaaaaaa')
  const wantedIn = async (environment: string, more: Partial<InstanceToStart> = {}): Promise<InstanceToStart> => {
    const who = acting(environment)
    return instance(who, await brought(bench.host, who, 'trial'), 'aaaaaaaa', { user: own, ...more })
  }
  /** Starts an instance, gives it to `use`, and takes it away again. */
  const running = async (
    environment: string,
    more: Partial<InstanceToStart>,
    use: (wanted: InstanceToStart, port: number) => Promise<void>,
  ): Promise<void> => {
    const wanted = await wantedIn(environment, more)
    const [started] = await start(bench.host, acting(environment), wanted)
    try {
      await use(wanted, started?.ports['http'] ?? 0)
    } finally {
      await stop(bench.host, acting(environment), wanted)
    }
  }
  /** What a program in Python says that runs as an instance. */
  const saidBy = async (environment: string, program: string, more: Partial<InstanceToStart> = {}): Promise<string> => {
    const folder = `${stateFolder(bench.host.layout, environment, 'orders')}/data`
    let said = ''
    const command = ['python3', '-c', sayingInto(folder, program)]
    await running(environment, { command, ports: {}, ...more }, async ({ unit }) => {
      const isSaid = () => on('[ -e "$FOLDER/said" ] && echo yes || tail -n 3', { FOLDER: folder })
      await expect.poll(isSaid, { message: unit }).toBe('yes\n')
      said = await on('cat "$FOLDER/said"; rm "$FOLDER/said"', { FOLDER: folder })
    })
    return said
  }
  /** Its main process; empty when there is none. */
  const processOf = (unit: string) => on('unit_process "$UNIT" | cut -d " " -f 2', { UNIT: unit })
  const stateOf = (unit: string) => on('unit_process "$UNIT" | cut -d " " -f 1', { UNIT: unit })

  describe('is confined', () => {
    it('to its own user and its state', async () => {
      const said = await saidBy('prod', trying, { environmentFile: `FOLDER="${folderOf('prod')}"\n` })
      expect(said).toBe(`tp_prod_orders
0000000000000000 0000000000000000 1 2
here yes
/tmp/towpath-trial yes
/etc/x no
/usr/x no
/var/lib/x no
/run/x no
/opt/towpath/x no
${folderOf('prod')}/config/sub/app.conf no
/var/lib/towpath/state/prod/orders/x no
home no
setuid no
disks no
others no
sudo no
`)
      expect(await on('[ -e /tmp/towpath-trial ] || echo none')).toBe('none\n')
    })

    it('to its limits', async () => {
      await running('prod', { resources: { cpuMilli: 505, memoryMiB: 256 } }, async ({ unit }) => {
        expect(await property(unit, 'MemoryMax')).toBe(String(256 * 2 ** 20))
        expect(await property(unit, 'CPUQuotaPerSecUSec')).toBe('505ms')
      })
    })

    it('to a slice of its environment, which lies in no other one', async () => {
      await running('staging-eu', {}, async ({ unit }) => {
        expect(await property(unit, 'ControlGroup')).toBe(`/towpath.slice/towpath-staging\\x2deu.slice/${unit}.service`)
      })
    })
  })

  describe('has a user', () => {
    it('that is made for it, that owns its files, and that others do not read', async () => {
      const secret = 's3cret-of-orders'
      await running('prod', { environmentFile: `ANSWER="${secret}"\n` }, async ({ unit }, port) => {
        await answers(bench.host, port, secret)
        const look =
          'cd "$FOLDER"; stat -c "%a %U %n" environment config/sub/app.conf ports .; stat -c "%a %U %n" "$STATE/data" "$STATE"'
        const state = stateFolder(bench.host.layout, 'prod', 'orders')
        expect(await on(look, { FOLDER: folderOf('prod'), STATE: state })).toBe(
          `600 tp_prod_orders environment
600 tp_prod_orders config/sub/app.conf
600 root ports
755 root .
750 tp_prod_orders ${state}/data
755 root ${state}
`,
        )
        const others = `
as_nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@" 2> /dev/null || :; }
pid=$(unit_process "$UNIT" | cut -d ' ' -f 2)
case $(tr '\\0' ' ' < "/proc/$pid/environ") in *"$SECRET"*) echo given ;; esac
case $(as_nobody cat "$FOLDER/environment" "/proc/$pid/environ" | tr '\\0' ' '; as_nobody systemctl show "$UNIT"; systemctl show "$UNIT"
  systemctl cat "$UNIT"; cat /proc/[0-9]*/cmdline 2> /dev/null | tr '\\0' ' '; journalctl -q -o export | tr '\\0' ' ') in *"$SECRET"*) echo seen ;; esac
`
        expect(await on(others, { UNIT: unit, FOLDER: folderOf('prod'), SECRET: secret })).toBe('given\n')
      })
    })

    it('that somebody else made, or says that it lacks', async () => {
      const wanted = await wantedIn('prod', { user: { kind: 'given', name: 'orders' } })
      await expect(start(bench.host, acting('prod'), wanted)).rejects.toMatchObject({
        code: 'user-missing',
        explanation: { found: 'orders' },
      })
      await on('useradd --system orders')
      await running('prod', { user: { kind: 'given', name: 'orders' } }, async (_, port) => {
        await answers(bench.host, port, 'aaaaaaaa')
        const owner = 'stat -c %U "$FOLDER/environment" "$STATE/data"'
        const state = stateFolder(bench.host.layout, 'prod', 'orders')
        expect(await on(owner, { FOLDER: folderOf('prod'), STATE: state })).toBe('orders\norders\n')
      })
    })

    it('as which other commands of it can be run', async () => {
      await running('prod', {}, async ({ unit }) => {
        expect(
          await on('unit_as "$UNIT" sh -c "id -un; grep -c CapEff:.0000000000000000 /proc/self/status"', {
            UNIT: unit,
          }),
        ).toBe('tp_prod_orders\n1\n')
      })
    })
  })

  describe('is given', () => {
    const text = fc.string({ unit: 'grapheme-composite', maxLength: 40 })
    const piece = fc.constantFrom(
      '\n',
      '\r\n',
      '"',
      "'",
      '$HOME',
      '${x}',
      '`id`',
      '\\',
      '\\n',
      '%n',
      '%%',
      '#',
      ';',
      ' ',
      '\t',
      '=',
      '-----BEGIN KEY-----\nMIIB+/=\n',
    )
    const value = fc.array(fc.oneof(piece, text), { maxLength: 8 }).map((parts) => parts.join('').replaceAll('\0', ''))

    it('any value of a variable unchanged', async () => {
      const { renderEnvironmentFile } = await import('@towpath/embedded')
      await fc.assert(
        fc.asyncProperty(fc.array(value, { minLength: 80, maxLength: 80 }), async (values) => {
          const variables = Object.fromEntries(values.map((one, index) => [`V${index}`, one]))
          const said = await saidBy(
            'prod',
            'said = ";".join(k.decode() + "=" + v.hex() for k, v in os.environb.items() if k.startswith(b"V"))',
            { environmentFile: renderEnvironmentFile({ ...variables, VLONG: 'x'.repeat(100_000) }) },
          )
          const arrived = said.split(';').map((one) => one.split('='))
          const texts = arrived.map(([name = '', hex = '']) => [name, Buffer.from(hex, 'hex').toString()])
          expect(Object.fromEntries(texts)).toEqual({ ...variables, VLONG: 'x'.repeat(100_000) })
        }),
        { numRuns: 5 },
      )
    })

    it('any argument unchanged', async () => {
      const folder = `${stateFolder(bench.host.layout, 'prod', 'orders')}/data`
      const program = sayingInto(folder, 'import sys; said = ";".join(os.fsencode(one).hex() for one in sys.argv[1:])')
      await fc.assert(
        fc.asyncProperty(fc.array(value, { minLength: 40, maxLength: 40 }), async (given) => {
          const command = ['python3', '-c', program, ...given]
          const arrived = (await saidBy('prod', '', { command })).split(';')
          expect(arrived.map((hex) => Buffer.from(hex, 'hex').toString())).toEqual(given)
        }),
        { numRuns: 5 },
      )
    })

    it('a secret that only root can read on the host, and is another one once that has changed', async () => {
      const hostFile = '/etc/the 100% licence'
      await on('umask 077; printf "for orders only" > "$FILE"', { FILE: hostFile })
      const { unit } = await wantedIn('prod')
      const place = { environment: 'prod', service: 'orders', release: 'aaaaaaaa', unit, name: 'LICENCE' }
      const found = hostSecretFile(bench.host.layout, place)
      const more = { environmentFile: `LICENCE="${found}"\n`, hostFiles: { LICENCE: hostFile } }
      expect(await saidBy('prod', "said = open(os.environ['LICENCE']).read()", more)).toBe('for orders only')
      await running('prod', more, async () => {
        expect(
          await on('setpriv --reuid=65534 --regid=65534 --clear-groups cat "$FILE" 2> /dev/null || echo no', {
            FILE: found,
          }),
        ).toBe('no\n')
      })

      const document = { name: 'orders.LICENCE', hostFile, mayLack: false }
      const hmac = async () => (await inspect(bench.host, acting('prod'), [document])).hmacs['orders.LICENCE']
      const first = await hmac()
      const key = Buffer.from(await on('base64 -w0 "$KEEP/secret.key"'), 'base64')
      expect(first).toBe(createHmac('sha256', key).update('for orders only').digest('hex'))
      await on('printf rotated > "$FILE"', { FILE: hostFile })
      expect(await hmac()).toBe(createHmac('sha256', key).update('rotated').digest('hex'))
      await on('rm "$FILE"', { FILE: hostFile })
      await expect(start(bench.host, acting('prod'), await wantedIn('prod', more))).rejects.toMatchObject({
        code: 'host-file-missing',
      })
      await stop(bench.host, acting('prod'), await wantedIn('prod'))
    })
  })

  describe('comes up', () => {
    it('by a program of its package, whether it is called ./serve or bin/serve', async () => {
      const { samplePackage, transfer } = await import('../contract/bench.ts')
      const program = '#!/bin/sh\nexec python3 -c "$PROGRAM"\n'
      const sample = await samplePackage({ serve: { program }, 'bin/serve': { program } })
      await transfer(bench.host, acting('prod'), sample)
      await sample.remove()
      const { renderEnvironmentFile } = await import('@towpath/embedded')
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
        await on('kill -9 $PID', { PID: first.trim() })
        await expect.poll(() => processOf(unit)).not.toMatch(new RegExp(`^(-|${first.trim()})\n$`))
        await answers(bench.host, port, 'aaaaaaaa')
      })
      await running('prod', { command: ['true'], ports: {} }, async ({ unit }) => {
        await expect.poll(() => stateOf(unit)).toBe('stopped\n')
      })
    })

    it('no more once it has ended again and again, until it is started', async () => {
      const command = ['sh', '-c', 'echo "no database" >&2; exit 3']
      await running('prod', { command, ports: {}, restartSeconds: 0 }, async ({ unit }) => {
        await expect.poll(() => stateOf(unit), { timeout: 10_000 }).toBe('failed\n')
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
        expect(await stateOf(wanted.unit)).toBe('stopped\n')
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
      expect(await stateOf(unit)).toBe('starting\n')
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
