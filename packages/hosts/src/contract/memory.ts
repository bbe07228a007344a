import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { environmentFolder } from '../layout.ts'
import type { Acting } from '../phases/acting.ts'
import { cleanCommand } from '../phases/clean.ts'
import { recordCommand } from '../phases/record.ts'
import { runCommand } from '../script/command.ts'
import { abortable, type HostBench, samplePackage, shell, transfer, treeOf } from './bench.ts'
import { digestOf, ignoreAborted, stepsOn } from './steps.ts'

/** What a host remembers: its key, what was recorded, and which packages are named. */
export function describeMemory(bench: () => HostBench): void {
  const { acting, inspect, instance, start, stop, brought } = stepsOn(bench)

  describe('secrets', () => {
    it('have the HMAC that node:crypto computes, under a key of 32 bytes that stays', async () => {
      const { host } = bench()
      const who = acting('secret')
      const messages = ['', 'a', '{"DB_URL":"postgres://"}', '\n\n', 'ü😀\u0000\u0001', 'x'.repeat(10_000)]
      const documents = messages.map((message, index) => ({ name: `doc-${index}`, text: message }))
      await shell(host, 'printf "in a file" > "$KEEP/host-secret"')
      const file = { name: 'file', hostFile: `${host.layout.keep}/host-secret`, mayLack: false }
      const { hmacs } = await inspect(host, who, [...documents, file])
      const key = Buffer.from(await shell(host, 'base64 -w0 "$KEEP/secret.key"'), 'base64')
      expect(key.length).toBe(32)
      const expected = (message: string) => createHmac('sha256', key).update(message).digest('hex')
      expect(Object.values(hmacs)).toEqual([...messages, 'in a file'].map(expected))
      // Who may read the lock's file can hold the lock.
      expect(await shell(host, 'stat -c %a "$KEEP/secret.key" "$KEEP/lock"')).toBe('600\n600\n')
      expect((await inspect(host, who, [file])).hmacs).toEqual({ file: expected('in a file') })
    })

    it('that should be in a file on the host are missed by name', async () => {
      const { host } = bench()
      const hostFile = `${host.layout.keep}/no such file`
      await expect(inspect(host, acting('secret'), [{ name: 'file', hostFile, mayLack: false }])).rejects.toMatchObject(
        {
          code: 'host-file-missing',
          message: expect.stringContaining(hostFile),
        },
      )
      expect((await inspect(host, acting('secret'), [{ name: 'file', hostFile, mayLack: true }])).hmacs).toEqual({})
    })
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

    it('removes old logs, but not those of units that are there', async () => {
      const { host } = bench()
      const who = acting('quiet')
      const wanted = instance(who, await brought(host, who, 'quiet'), 'aaaaaaaa')
      await start(host, who, wanted)
      const logs =
        'mkdir -p "$LOGS"; cd "$LOGS"; for log in "$UNIT.log" gone.log gone.log.1 new.log; do : >> "$log"; done\n'
      await shell(host, `${logs} touch -d '20 days ago' "$UNIT.log" gone.log gone.log.1`, { UNIT: wanted.unit })
      await runCommand(host, cleanCommand(who))
      const left = (await shell(host, 'ls "$LOGS"')).trim().split('\n')
      expect(left).toEqual(expect.arrayContaining([`${wanted.unit}.log`, 'new.log']))
      expect(left.filter((name) => name.startsWith('gone'))).toEqual([])
      await stop(host, who, wanted)
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

    it('removes the claims and stagings of runs that were taken over, and of transfers of its own that were broken off', async () => {
      const { host } = bench()
      const stale =
        'mkdir -p "$PACKAGES/.staging-$D-5-clean-late" "$PACKAGES/.staging-$D-6-clean-late.work" "$PACKAGES/.staging-$D-5-other-env" "$KEEP/environments/clean-late/incoming"; echo 5 > "$KEEP/environments/clean-late/incoming/$D"'
      await shell(host, stale, { D: 'f'.repeat(64) })
      await runCommand(host, cleanCommand(acting('clean-late', 6)))
      const left = 'ls -A "$PACKAGES" | grep staging | cut -d- -f4-; ls "$KEEP/environments/clean-late/incoming"'
      expect(await shell(host, left)).toBe('other-env\n')
      await shell(host, 'rm -rf "$PACKAGES"/.staging-*')
    })
  })
}
