import { createHmac } from 'node:crypto'
import { renderEnvironmentFile } from '@towpath/embedded'
import { describeWith } from '@towpath/testing'
import { lab, openLab } from '@towpath/testing/lab'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HostBench } from '../contract/bench.ts'
import { hostSecretFile } from '../layout.ts'
import { insideBench } from '../trial/inside-bench.ts'
import { sayingInto, trying } from '../trial/python-programs.ts'
import { unitStepsOn } from '../trial/unit-steps.ts'

describeWith([lab], 'what runs in a unit under systemd', () => {
  let bench: HostBench
  beforeAll(async () => {
    bench = insideBench(await openLab({ hosts: { 'app-1': {} } }), 'app-1')
  })
  afterAll(() => bench.close())
  const { acting, inspect, start, stop, answers, on, property, folderOf, stateOf, wantedIn, running, saidBy } =
    unitStepsOn(() => bench)

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
        const state = stateOf('prod')
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
        const state = stateOf('prod')
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
      const folder = `${stateOf('prod')}/data`
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
})
