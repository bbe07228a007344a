import { describe, expect, it } from 'vitest'
import { hostSecretFile, releaseFolder, stateFolder } from '../layout.ts'
import { logsCommand } from '../phases/logs.ts'
import { startCommand } from '../phases/start.ts'
import { stopCommand } from '../phases/stop.ts'
import { runCommand } from '../script/command.ts'
import { sh } from '../script/sh.ts'
import { abortable, type HostBench, shell, treeOf } from './bench.ts'
import { codeOf, ignoreAborted, stepsOn, withoutPort } from './steps.ts'

/** What runs on a host. */
export function describeInstances(bench: () => HostBench): void {
  const { acting, inspect, look, instance, start, stop, answers, brought } = stepsOn(bench)

  describe('instances', () => {
    it('start with their port, config and state, are seen, kept when started again, and leave only their state', async () => {
      const { host } = bench()
      const who = acting('life')
      const digest = await brought(host, who, 'life')
      const wanted = instance(who, digest)
      const [started] = await start(host, who, wanted)
      expect(started).toMatchObject({ change: 'started', state: 'running', ports: { http: expect.any(Number) } })
      const port = started?.ports['http'] ?? 0
      await answers(host, port, 'aaaaaaaa')

      const folder = releaseFolder(host.layout, 'life', 'orders', 'aaaaaaaa')
      const look =
        'cd "$FOLDER"; stat -c "%a %n" environment config/sub/app.conf instance.json; cat environment config/sub/app.conf'
      expect(await shell(host, look, { FOLDER: folder })).toBe(
        `600 environment\n600 config/sub/app.conf\n600 instance.json\nANSWER="aaaaaaaa"\nPORT="${port}"\nit's $HOME\n`,
      )
      const seen = {
        service: 'orders',
        release: 'aaaaaaaa',
        unit: wanted.unit,
        package: digest,
        state: 'running',
        ports: { http: port },
      }
      const inspection = await inspect(host, who)
      expect(inspection.instances).toEqual([{ ...seen, manifest: wanted.manifest }])
      expect(inspection.packages).toContain(digest)
      expect(await start(host, who, wanted)).toMatchObject([
        { change: 'kept', state: 'running', ports: { http: port } },
      ])

      expect(await stop(host, who, wanted)).toEqual([wanted.unit])
      await answers(host, port, 'connect-refused')
      expect((await inspect(host, who)).instances).toEqual([])
      expect(await shell(host, 'cd "$FOLDER"; ls', { FOLDER: stateFolder(host.layout, 'life', 'orders') })).toBe(
        'data\n',
      )
      expect(await stop(host, who, wanted)).toEqual([wanted.unit])
    })

    it('read a secret that is a file on the host where they are told', async () => {
      const { host } = bench()
      const who = acting('licence')
      const file = `${host.layout.keep}/licence of orders`
      await shell(host, 'umask 077; printf "for orders only" > "$FILE"', { FILE: file })
      const wanted = instance(who, await brought(host, who, 'licence'), 'aaaaaaaa', { hostFiles: { LICENCE: file } })
      await start(host, who, wanted)
      const { service, release, unit } = wanted
      const place = { environment: 'licence', service, release, unit, name: 'LICENCE' }
      const look = 'unit_as "$UNIT" cat "$FILE"; stat -c " %a" "$FILE"'
      const found = await shell(host, look, { UNIT: unit, FILE: hostSecretFile(host.layout, place) })
      expect(found).toMatch(/^for orders only [46]00\n$/)
      await stop(host, who, wanted)
      await shell(host, 'rm "$FILE"', { FILE: file })
      await expect(start(host, who, wanted)).rejects.toMatchObject({
        code: 'host-file-missing',
        message: expect.stringContaining(file),
      })
      await stop(host, who, wanted)
    })

    it('keep their port while they stand still', async () => {
      const { host } = bench()
      const who = acting('still')
      const wanted = instance(who, await brought(host, who, 'still'))
      const [first] = await start(host, who, wanted)
      await runCommand(host, stopCommand(who, { instances: [wanted], remove: false }))
      expect((await inspect(host, who)).instances).toMatchObject([{ state: 'stopped', ports: first?.ports }])
      const [again] = await start(host, who, wanted)
      expect(again).toMatchObject({ change: 'started', ports: first?.ports })
      await stop(host, who, wanted)
    })

    it('never share a port, though two environments start at once', async () => {
      const { host, another } = bench()
      const [one, two] = [acting('race-one'), acting('race-two')]
      const digests = [await brought(host, one, 'one'), await brought(host, two, 'two')]
      const second = await another()
      const releases = ['aaaaaaaa', 'bbbbbbbb']
      const [ofOne = [], ofTwo = []] = await Promise.all([
        start(host, one, ...releases.map((release) => instance(one, digests[0] ?? '', release))),
        start(second, two, ...releases.map((release) => instance(two, digests[1] ?? '', release))),
      ])
      const given = [...ofOne, ...ofTwo].map((started) => started.ports['http'])
      expect(new Set(given).size).toBe(4)
      for (const started of [...ofOne, ...ofTwo]) await answers(host, started.ports['http'] ?? 0, started.release)
      await Promise.all([
        stop(host, one, ...releases.map((release) => instance(one, '', release))),
        stop(second, two, ...releases.map((release) => instance(two, '', release))),
      ])
      await second.close()
    })

    it('say so when no port is left', async () => {
      const { host } = bench()
      const who = acting('ports')
      const wanted = instance(who, await brought(host, who, 'ports'), 'aaaaaaaa', {
        ports: { http: 'PORT', admin: 'ADMIN_PORT' },
      })
      const starting = runCommand(
        host,
        startCommand(host, who, { instances: [wanted], ports: { first: 18_421, last: 18_421 } }),
      )
      await expect(starting).rejects.toMatchObject({ code: 'ports-exhausted' })
      await stop(host, who, wanted)
      expect((await inspect(host, who)).instances).toEqual([])
    })

    it('say so when the program is not there, and tell the log of one that is', async () => {
      const { host } = bench()
      const who = acting('logs')
      const digest = await brought(host, who, 'logs')
      const missing = instance(who, digest, 'aaaaaaaa', { command: ['no-such-program'] })
      await expect(start(host, who, missing)).rejects.toMatchObject({
        code: 'unit-failed',
        explanation: { found: expect.stringContaining('no-such-program') },
      })
      const talking = instance(who, digest, 'bbbbbbbb', { command: ['sh', '-c', 'seq 100; exec sleep 600'], ports: {} })
      await start(host, who, talking)
      await expect.poll(() => runCommand(host, logsCommand(talking.unit, 2))).toEqual(['99', '100'])
      expect(await runCommand(host, logsCommand('towpath-none', 2))).toEqual([])
      await stop(host, who, missing, talking)
    })

    it('are not removed by a run that was taken over while it stopped them', { timeout: 60_000 }, async () => {
      const { host } = bench()
      const [killed, heir] = [acting('heir', 1), acting('heir', 2)]
      const command = ['/bin/sh', '-c', 'trap "sleep 4; exit 0" TERM; while :; do sleep 0.1; done']
      const wanted = instance(killed, await brought(host, killed, 'heir'), 'aaaaaaaa', {
        command,
        ports: {},
        stopSeconds: 20,
      })
      const folder = releaseFolder(host.layout, 'heir', 'orders', 'aaaaaaaa')
      await start(host, killed, wanted)
      const whole = await treeOf(host, folder)
      const stopping = stop(host, killed, wanted).catch(codeOf)
      await expect
        .poll(async () => (await look(host, 'heir')).instances[0]?.state, { timeout: 10_000 })
        .toBe('stopping')
      await start(host, heir, wanted)
      expect(await stopping).toBe('fence-outdated')
      expect(await treeOf(host, folder)).toBe(whole)
      expect((await inspect(host, heir)).instances).toMatchObject([{ state: 'running' }])
      await stop(host, heir, wanted)
    })

    it('come to the same state when start or stop was killed at any instant', { timeout: 120_000 }, async () => {
      const { host } = bench()
      const who = acting('killed')
      const wanted = instance(who, await brought(host, who, 'killed'))
      const folder = releaseFolder(host.layout, 'killed', 'orders', 'aaaaaaaa')
      await start(host, who, wanted)
      const undisturbed = withoutPort(await treeOf(host, folder))
      for (const afterMs of [20, 60, 120, 180, 260, 400]) {
        const killed = abortable(host, AbortSignal.timeout(afterMs))
        await stop(killed, who, wanted).catch(ignoreAborted)
        const again = abortable(host, AbortSignal.timeout(afterMs))
        await start(again, who, wanted).catch(ignoreAborted)
        const [started] = await start(host, who, wanted)
        expect(withoutPort(await treeOf(host, folder))).toBe(undisturbed)
        const inspection = await inspect(host, who)
        expect(inspection.instances).toMatchObject([
          { state: 'running', ports: started?.ports, manifest: wanted.manifest },
        ])
        expect(inspection.strayUnits).toEqual([])
        await answers(host, started?.ports['http'] ?? 0, 'aaaaaaaa')
      }
      await stop(host, who, wanted)
    })
  })

  it('shows no secret in the arguments of a process, whatever reads it', async () => {
    const { host, another } = bench()
    const who = acting('argv')
    const secret = `s3cret-of-${process.pid}`
    const wanted = instance(who, await brought(host, who, 'argv'), 'aaaaaaaa', {
      environmentFile: `ANSWER="${secret}"\n`,
      files: { 'secret.pem': secret },
    })
    const watcher = await another()
    const base64 = (text: string) => Buffer.from(text).toString('base64')
    const encoded = { ENCODED: base64(secret), ENCODED_FILE: base64(wanted.environmentFile) }
    const watching = shell(watcher, watchArguments, { SECRET: secret, ...encoded })
    await expect.poll(() => shell(host, 'ls "$ROOT/"')).toContain('watching')
    await inspect(host, who, [{ name: 'doc', text: secret }])
    await start(host, who, wanted)
    await stop(host, who, wanted)
    await shell(host, 'rm "$ROOT/watching"')
    expect(await watching).toMatch(/^looked [1-9]\d* times\n$/)
    await watcher.close()
  })
}

/** Looks at the arguments of all processes until told to end; the secret itself stands in a variable only. */
const watchArguments = sh`
: > "$ROOT/watching"
looks=0
while [ -e "$ROOT/watching" ]; do
  case $(cat /proc/[0-9]*/cmdline 2> /dev/null | tr '\0' ' ') in *"$SECRET"* | *"$ENCODED"* | *"$ENCODED_FILE"*) echo seen; exit 0 ;; esac
  looks=$((looks + 1))
done
echo "looked $looks times"
`
