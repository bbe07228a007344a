import { createHmac } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import type { Host } from '../host.ts'
import { HostFault } from '../host-fault.ts'
import { environmentFolder, releaseFolder, stateFolder } from '../layout.ts'
import type { Acting } from '../phases/acting.ts'
import { cleanCommand } from '../phases/clean.ts'
import { type Inspection, inspectCommand, type SecretDocument } from '../phases/inspect.ts'
import { logsCommand } from '../phases/logs.ts'
import { recordCommand } from '../phases/record.ts'
import { type InstanceToStart, type StartedInstance, startCommand } from '../phases/start.ts'
import { stopCommand } from '../phases/stop.ts'
import { runCommand } from '../script/command.ts'
import { sh } from '../script/sh.ts'
import { abortable, type HostBench, samplePackage, shell, transfer, treeOf } from './bench.ts'

const ports = { first: 18_400, last: 18_419 }
const digestOf = (digit: string): `sha256:${string}` => `sha256:${digit.repeat(64)}`

/** What runs on a host, and what it remembers. */
export function describeInstances(bench: () => HostBench): void {
  const acting = (environment: string, fence = 1): Acting => ({ environment, fence })
  const inspect = (host: Host, who: Acting, secrets: SecretDocument[] = []): Promise<Inspection> =>
    runCommand(host, inspectCommand({ environment: who.environment, acting: who, secrets }))
  const instance = (
    who: Acting,
    packageDigest: string,
    release = 'aaaaaaaa',
    more: Partial<InstanceToStart> = {},
  ): InstanceToStart => ({
    service: 'orders',
    version: '1.4.0',
    release,
    unit: `towpath-${who.environment}_orders_1.4.0_${release}`,
    package: packageDigest,
    command: bench().serve,
    user: null,
    stopSeconds: 5,
    restartSeconds: 1,
    resources: {},
    ports: { http: 'PORT' },
    environmentFile: `ANSWER="${release}"\n`,
    files: { 'sub/app.conf': "it's $HOME\n" },
    state: ['data'],
    manifest: JSON.stringify({ release }),
    ...more,
  })
  const start = (host: Host, who: Acting, ...instances: InstanceToStart[]): Promise<readonly StartedInstance[]> =>
    runCommand(host, startCommand(host, who, { instances, ports }))
  const stop = (host: Host, who: Acting, ...instances: InstanceToStart[]) =>
    runCommand(host, stopCommand(who, { instances, remove: true }))
  const answer = async (host: Host, port: number): Promise<string> => {
    const connection = await host.connect({ kind: 'tcp', host: '127.0.0.1', port })
    connection.end()
    return await text(connection)
  }
  const answers = (host: Host, port: number) =>
    expect.poll(() => answer(host, port).catch((cause: unknown) => codeOf(cause)), { timeout: 10_000 })
  const brought = async (host: Host, who: Acting, name: string): Promise<string> => {
    const sample = await samplePackage({ [`${who.environment}-${name}`]: name })
    await transfer(host, who, sample)
    await sample.remove()
    return sample.digest
  }

  describe('instances', () => {
    it('start with their port, config and state, are seen, kept when started again, and leave only their state', async () => {
      const { host } = bench()
      const who = acting('life')
      const digest = await brought(host, who, 'life')
      const wanted = instance(who, digest)
      const [started] = await start(host, who, wanted)
      expect(started).toMatchObject({ change: 'started', state: 'running', ports: { http: expect.any(Number) } })
      const port = started?.ports['http'] ?? 0
      await answers(host, port).toBe('aaaaaaaa')

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
      await answers(host, port).toBe('connect-refused')
      expect((await inspect(host, who)).instances).toEqual([])
      expect(await shell(host, 'cd "$FOLDER"; ls', { FOLDER: stateFolder(host.layout, 'life', 'orders') })).toBe(
        'data\n',
      )
      expect(await stop(host, who, wanted)).toEqual([wanted.unit])
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
      for (const started of [...ofOne, ...ofTwo]) await answers(host, started.ports['http'] ?? 0).toBe(started.release)
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
        await answers(host, started?.ports['http'] ?? 0).toBe('aaaaaaaa')
      }
      await stop(host, who, wanted)
    })
  })

  describe('secrets', () => {
    it('have the HMAC that node:crypto computes, under a key of 32 bytes that stays', async () => {
      const { host } = bench()
      const who = acting('secret')
      const messages = ['', 'a', '{"DB_URL":"postgres://"}', '\n\n', 'ü😀\u0000\u0001', 'x'.repeat(10_000)]
      const documents = messages.map((message, index) => ({ name: `doc-${index}`, text: message }))
      await shell(host, 'printf "in a file" > "$KEEP/host-secret"')
      const file = { name: 'file', hostFile: `${host.layout.keep}/host-secret` }
      const { hmacs } = await inspect(host, who, [...documents, file])
      const key = Buffer.from(await shell(host, 'base64 -w0 "$KEEP/secret.key"'), 'base64')
      expect(key.length).toBe(32)
      const expected = (message: string) => createHmac('sha256', key).update(message).digest('hex')
      expect(Object.values(hmacs)).toEqual([...messages, 'in a file'].map(expected))
      expect(await shell(host, 'stat -c %a "$KEEP/secret.key"')).toBe('600\n')
      expect((await inspect(host, who, [file])).hmacs).toEqual({ file: expected('in a file') })
    })

    it('that should be in a file on the host are missed by name', async () => {
      const { host } = bench()
      const hostFile = `${host.layout.keep}/no such file`
      await expect(inspect(host, acting('secret'), [{ name: 'file', hostFile }])).rejects.toMatchObject({
        code: 'host-file-missing',
        message: expect.stringContaining(hostFile),
      })
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
    await expect.poll(() => shell(host, 'ls "$ROOT"')).toContain('watching')
    await inspect(host, who, [{ name: 'doc', text: secret }])
    await start(host, who, wanted)
    await stop(host, who, wanted)
    await shell(host, 'rm "$ROOT/watching"')
    expect(await watching).toMatch(/^looked [1-9]\d* times\n$/)
    await watcher.close()
  })

  describe('what is recorded', () => {
    it('is found again, and a revision that follows another one is refused', async () => {
      const { host } = bench()
      const who = acting('record', 3)
      expect(await inspect(host, who)).toMatchObject({ fence: 0, revision: null, table: null })
      const first = { revision: { number: 1, digest: digestOf('1') }, previous: null, packages: [], table: '{"a":1}' }
      await runCommand(host, recordCommand(who, first))
      await runCommand(host, recordCommand(who, first))
      const second = { ...first, revision: { number: 2, digest: digestOf('2') }, previous: digestOf('1') }
      await runCommand(host, recordCommand(who, second))
      expect(await inspect(host, who)).toMatchObject({
        fence: 3,
        revision: { number: 2, digest: digestOf('2') },
        table: expect.stringMatching(/^[0-9a-f]{64}$/),
      })
      const foreign = { ...first, revision: { number: 3, digest: digestOf('3') }, previous: digestOf('1') }
      await expect(runCommand(host, recordCommand(who, foreign))).rejects.toMatchObject({ code: 'revision-foreign' })
      await expect(runCommand(host, recordCommand(acting('record', 2), second))).rejects.toMatchObject({
        code: 'fence-outdated',
      })
    })

    it('is the same after a kill and a rerun', async () => {
      const { host } = bench()
      const who = acting('record-killed')
      const request = {
        revision: { number: 1, digest: digestOf('1') },
        previous: null,
        packages: ['a'.repeat(64)],
        table: '{}',
      }
      await runCommand(host, recordCommand(who, request))
      const folder = environmentFolder(host.layout, 'record-killed')
      const undisturbed = await treeOf(host, folder)
      for (const afterMs of [4, 8, 12, 16, 20, 25]) {
        await shell(host, 'rm -rf "$FOLDER"', { FOLDER: folder })
        await runCommand(abortable(host, AbortSignal.timeout(afterMs)), recordCommand(who, request)).catch(
          ignoreAborted,
        )
        await runCommand(host, recordCommand(who, request))
        expect(await treeOf(host, folder)).toBe(undisturbed)
      }
    })
  })

  describe('clean', () => {
    it('removes what nobody names, and never what another environment names, brings or runs', async () => {
      const { host } = bench()
      const [one, two, three] = [acting('clean-one', 5), acting('clean-two', 5), acting('clean-three', 5)]
      const unnamed = await brought(host, one, 'unnamed')
      const named = await brought(host, two, 'named')
      const bringing = await brought(host, two, 'bringing')
      const running = await brought(host, three, 'running')
      await start(host, three, instance(three, running))
      const record = (who: Acting, packages: string[]) =>
        runCommand(
          host,
          recordCommand(who, { revision: { number: 1, digest: digestOf('1') }, previous: null, packages, table: null }),
        )
      await record(one, [])
      await record(three, [])
      await shell(
        host,
        'printf "%s\\n" "$NAMED" > "$KEEP/environments/clean-two/packages"; rm "$KEEP/environments/clean-two/incoming/$NAMED"',
        { NAMED: named },
      )
      const removed = await runCommand(host, cleanCommand(one))
      expect(removed).toContain(unnamed)
      for (const kept of [named, bringing, running]) expect(removed).not.toContain(kept)
      const { packages } = await inspect(host, one)
      expect(packages).toEqual(expect.arrayContaining([named, bringing, running]))
      expect(packages).not.toContain(unnamed)
      await stop(host, three, instance(three, running))
    })

    it('comes to the same when it was killed at any instant', { timeout: 60_000 }, async () => {
      const { host } = bench()
      for (const [index, afterMs] of [10, 20, 30, 40, 60].entries()) {
        const who = acting('clean-killed', index * 2 + 1)
        const later = acting('clean-killed', index * 2 + 2)
        const digest = await brought(host, who, `killed-${index}`)
        await runCommand(abortable(host, AbortSignal.timeout(afterMs)), cleanCommand(later)).catch(ignoreAborted)
        await runCommand(host, cleanCommand(later))
        const left = 'ls -A "$PACKAGES" "$KEEP/index" | grep -e "$D" -e removed -e staging || echo none'
        expect(await shell(host, left, { D: digest })).toBe('none\n')
      }
    })

    it('never spoils a package that another environment links from what is removed', { timeout: 60_000 }, async () => {
      const { host, another } = bench()
      const second = await another()
      const shared = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`shared/${index}`, `text ${index}`]))
      for (let round = 1; round <= 4; round++) {
        const before = await samplePackage({ ...shared, round: `before ${round}` })
        const after = await samplePackage({ ...shared, round: `after ${round}` })
        await transfer(host, acting('clean-from', round * 2), before)
        await Promise.all([
          transfer(second, acting('clean-to', round), after),
          runCommand(host, cleanCommand(acting('clean-from', round * 2 + 1))),
        ])
        const check = 'cd "$PACKAGES/$D"; cat round; cat shared/* | wc -c; ls "$PACKAGES" | grep -c "$GONE" || :'
        expect(await shell(host, check, { D: after.digest, GONE: before.digest })).toBe(`after ${round}270\n0\n`)
        await Promise.all([before.remove(), after.remove()])
      }
      await second.close()
    })

    it('removes the claims and stagings of runs that were taken over', async () => {
      const { host } = bench()
      const stale =
        'mkdir -p "$PACKAGES/.staging-$D-5-clean-late" "$PACKAGES/.staging-$D-5-other-env" "$KEEP/environments/clean-late/incoming"; echo 5 > "$KEEP/environments/clean-late/incoming/$D"'
      await shell(host, stale, { D: 'f'.repeat(64) })
      await runCommand(host, cleanCommand(acting('clean-late', 6)))
      const left = 'ls -A "$PACKAGES" | grep staging | cut -d- -f4-; ls "$KEEP/environments/clean-late/incoming"'
      expect(await shell(host, left)).toBe('other-env\n')
      await shell(host, 'rm -rf "$PACKAGES"/.staging-*')
    })
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

function codeOf(cause: unknown): string {
  return cause instanceof HostFault ? cause.code : String(cause)
}

function ignoreAborted(cause: unknown): void {
  if (!(cause instanceof HostFault && cause.code === 'aborted')) throw cause
}

/** Which port it got may differ; everything else may not. */
function withoutPort(tree: string): string {
  return tree
    .split('\n')
    .filter((line) => !/^(ports|environment) /.test(line))
    .join('\n')
}
