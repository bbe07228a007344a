import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { Host } from '../host.ts'
import { runCommand } from '../script/command.ts'
import { compareListings } from '../transfer/compare-listings.ts'
import type { ListedEntry } from '../transfer/listing.ts'
import { missingByDifferenceCommand, missingCommand } from '../transfer/missing.ts'
import { receiveCommand } from '../transfer/receive.ts'
import {
  abortable,
  type HostBench,
  type SamplePackage,
  type SampleTree,
  samplePackage,
  shell,
  transfer,
  treeOf,
} from './bench.ts'

const tree: SampleTree = {
  'dist/server.js': 'console.log(1)\n',
  'dist/a file with  spaces': 'spaces\n',
  '-rf': 'a name like an option\n',
  '-': 'a name like stdin\n',
  'bin/run': { program: '#!/bin/sh\necho run\n' },
  'node_modules/.bin/run': { link: '../../bin/run' },
  'naïve/ünïcode\ttab: FAILED': 'unicode\n',
  'same/one': 'twice the same\n',
  'same/two': 'twice the same\n',
  'same/as-program': { program: 'twice the same\n' },
  'empty/folder': null,
  'empty/file': '',
  "quote'd/$HOME`id`": 'quoted\n',
}

/** As an index has them: in the order of the bytes of their paths. */
async function* inOrder({ entries }: SamplePackage): AsyncGenerator<ListedEntry> {
  yield* entries.toSorted((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)))
}

/** Getting a package onto a host. */
export function describeTransfer(bench: () => HostBench): void {
  const dev = { environment: 'dev', fence: 10 }
  const using = async (trees: SampleTree[], use: (...samples: SamplePackage[]) => Promise<void>) => {
    const samples = await Promise.all(trees.map(samplePackage))
    try {
      await use(...samples)
    } finally {
      await Promise.all(samples.map((sample) => sample.remove()))
    }
  }
  const first = (samples: readonly SamplePackage[]): SamplePackage => {
    const [sample] = samples
    if (sample === undefined) throw new Error('no sample')
    return sample
  }
  const only = (given: SampleTree, use: (sample: SamplePackage) => Promise<void>) =>
    using([given], (...samples) => use(first(samples)))
  const packageTree = (host: Host, sample: SamplePackage) => treeOf(host, `${host.layout.packages}/${sample.digest}`)
  const staged = (host: Host) => shell(host, 'ls -A "$PACKAGES" | grep "^[.]" || :')

  describe('transfer of a package', () => {
    it('sends all files once, makes them read-only, and answers complete from then on', async () => {
      const { host } = bench()
      await only(tree, async (sample) => {
        const missing = await transfer(host, dev, sample)
        expect(missing).toMatchObject({ kind: 'staged', linkedFiles: 0 })
        const kinds = await shell(host, 'cd "$PACKAGES/$DIGEST"; find . -printf "%y%m\n" | sort -u', {
          DIGEST: sample.digest,
        })
        expect(kinds).toBe('d555\nf444\nf555\nl777\n')
        const programs = await shell(
          host,
          'cd "$PACKAGES/$DIGEST"; find . -perm 555 -type f | sort; ./bin/run; node_modules/.bin/run',
          { DIGEST: sample.digest },
        )
        expect(programs).toBe('./bin/run\n./same/as-program\nrun\nrun\n')
        expect(await transfer(host, dev, sample)).toEqual({ kind: 'complete', linkedFiles: 0, linkedBytes: 0 })
        expect(await staged(host)).toBe('')
      })
    })

    it('is told of the difference alone where the host has the list of another package, and of the whole where it has not', async () => {
      const { host } = bench()
      const { 'same/one': moved = '', 'dist/server.js': _, ...rest }: SampleTree = { ...tree, marker: 'difference' }
      const next = {
        ...rest,
        'same/moved': moved,
        'dist/new.js': 'new by difference\n',
        'bin/run': { program: '#!/bin/sh\necho other\n' },
      }
      await using([{ ...tree, marker: 'difference' }, next], async (...samples) => {
        const [before = first(samples), after = first(samples)] = samples
        await transfer(host, dev, before)
        const difference = await compareListings({ digest: before.digest, entries: inOrder(before) }, inOrder(after))
        expect(difference.gone).toEqual(['dist/server.js', 'same/one'])
        expect(difference.lacking.toSorted()).toEqual(['bin/run', 'dist/new.js'])

        const unknown = { ...difference, base: 'b'.repeat(64) }
        expect(await runCommand(host, missingByDifferenceCommand(dev, after.digest, unknown))).toBeNull()
        const otherwise = { ...difference, gone: [] }
        expect(await runCommand(host, missingByDifferenceCommand(dev, after.digest, otherwise))).toBeNull()

        const missing = await runCommand(host, missingByDifferenceCommand(dev, after.digest, difference))
        expect(missing).toMatchObject({ kind: 'staged', lackingBytes: 39 })
        const paths = missing?.kind === 'staged' ? missing.paths : []
        expect(paths.toSorted()).toEqual(difference.lacking.toSorted())
        await runCommand(host, receiveCommand(dev, after.digest, after.tar(paths)))
        const byDifference = await packageTree(host, after)
        await shell(host, 'chmod -R u+w "$PACKAGES/$DIGEST"; rm -r "$PACKAGES/$DIGEST"', { DIGEST: after.digest })
        await transfer(host, dev, after)
        expect(await packageTree(host, after)).toBe(byDifference)
        expect(await staged(host)).toBe('')
      })
    })

    it('links what the host has, also under another path, and asks for the rest only', async () => {
      const { host } = bench()
      const { 'same/one': moved = '', ...rest }: SampleTree = { ...tree, marker: 'links' }
      await using(
        [
          { ...rest, 'same/one': moved },
          { ...rest, 'dist/server.js': 'console.log(2)\n', 'moved/to/one': moved },
        ],
        async (...samples) => {
          const [before, after] = [first(samples), first(samples.slice(1))]
          await transfer(host, dev, before)
          const missing = await transfer(host, dev, after)
          expect(missing).toMatchObject({ kind: 'staged', paths: ['dist/server.js'] })
          const program =
            'stat -c %h "$PACKAGES/$DIGEST/bin/run"; cat "$PACKAGES/$DIGEST/dist/server.js" "$PACKAGES/$DIGEST/moved/to/one"'
          expect(await shell(host, program, { DIGEST: after.digest })).toMatch(
            /^[2-9]\d*\nconsole.log\(2\)\ntwice the same\n$/,
          )
          expect(await shell(host, 'cat "$PACKAGES/$DIGEST/dist/server.js"', { DIGEST: before.digest })).toBe(
            'console.log(1)\n',
          )
        },
      )
    })

    it('needs no stream where everything is there already', async () => {
      const { host } = bench()
      const { 'same/two': _, ...rest } = tree
      await using([rest, { ...rest, 'one/more': { link: '../bin' } }], async (...samples) => {
        const [before, after] = [first(samples), first(samples.slice(1))]
        await transfer(host, dev, before)
        expect(await runCommand(host, missingCommand(dev, after))).toMatchObject({ kind: 'complete' })
        expect(await shell(host, 'readlink "$PACKAGES/$DIGEST/one/more"', { DIGEST: after.digest })).toBe('../bin\n')
      })
    })

    it('sends a file again whose bytes or mode have changed on the host', async () => {
      const { host } = bench()
      await using(
        [
          { good: 'good\n', bad: 'bad bytes\n', mode: 'bad mode\n' },
          { good: 'good\n', bad: 'bad bytes\n', mode: 'bad mode\n', more: 'new\n' },
        ],
        async (...samples) => {
          const [before, after] = [first(samples), first(samples.slice(1))]
          await transfer(host, dev, before)
          const spoil = 'cd "$PACKAGES/$DIGEST"; chmod u+w . bad; echo "evil byte" > bad; chmod 444 bad; chmod 755 mode'
          await shell(host, spoil, { DIGEST: before.digest })
          const missing = await transfer(host, dev, after)
          expect(missing.kind === 'staged' && missing.paths.toSorted()).toEqual(['bad', 'mode', 'more'])
          expect(await shell(host, 'cat "$PACKAGES/$DIGEST/bad"', { DIGEST: after.digest })).toBe('bad bytes\n')
        },
      )
    })

    it('takes an archive as it is, with its symlinks and empty folders', async () => {
      const { host } = bench()
      await only({ ...tree, whole: 'as it is\n' }, async (sample) => {
        const missing = await runCommand(host, missingCommand(dev, sample))
        if (missing.kind !== 'staged') throw new Error('nothing to send')
        const archive = sample.tar(sample.entries.map(({ path }) => path))
        await runCommand(host, receiveCommand(dev, sample.digest, archive))
        const found = await packageTree(host, sample)
        expect(found).toContain('node_modules/.bin/run ')
        expect(found).toContain('empty/folder ')
        expect(found).toContain('whole 444')
      })
    })

    it.each([
      ['other bytes', { ...tree, 'dist/server.js': 'console.log(0)\n' }, 'content-wrong'],
      ['another mode', { ...tree, 'dist/server.js': { program: 'console.log(1)\n' } }, 'content-wrong'],
      ['a file too many', { ...tree, 'dist/extra': '' }, 'content-wrong'],
      ['a symlink', { ...tree, 'dist/extra': { link: '/etc/passwd' } }, 'content-wrong'],
    ] satisfies [string, SampleTree, string][])(
      'refuses a stream with %s and leaves nothing',
      async (_, sent, code) => {
        const { host } = bench()
        await using(
          [
            { ...tree, tampered: 'a' },
            { ...sent, tampered: 'a' },
          ],
          async (...samples) => {
            const [right, wrong] = [first(samples), first(samples.slice(1))]
            const missing = await runCommand(host, missingCommand(dev, { ...right, digest: wrong.digest }))
            if (missing.kind !== 'staged') throw new Error('nothing to send')
            const stream = wrong.tar(
              wrong.entries
                .filter((entry) => entry.kind !== 'directory')
                .map((entry) => entry.path)
                .filter((path) => path !== 'node_modules/.bin/run'),
            )
            await expect(runCommand(host, receiveCommand(dev, wrong.digest, stream))).rejects.toMatchObject({ code })
            expect(await staged(host)).toBe('')
            expect(await shell(host, '[ -e "$PACKAGES/$DIGEST" ] || echo none', { DIGEST: wrong.digest })).toBe(
              'none\n',
            )
          },
        )
      },
    )

    it('refuses a stream that was cut, and takes the whole one on the rerun', async () => {
      const { host } = bench()
      await only({ ...tree, cut: 'x'.repeat(1000) }, async (sample) => {
        const missing = await runCommand(host, missingCommand(dev, sample))
        if (missing.kind !== 'staged') throw new Error('nothing to send')
        const bytes = Buffer.concat(await sample.tar(missing.paths).toArray())
        const cut = Readable.from([bytes.subarray(0, bytes.length - 200)])
        await expect(runCommand(host, receiveCommand(dev, sample.digest, cut))).rejects.toMatchObject({
          code: 'stream-broken',
        })
        expect(await staged(host)).toBe('')
        await transfer(host, dev, sample)
        expect(await packageTree(host, sample)).toContain('dist/server.js 444')
      })
    })

    it('refuses what was not prepared', async () => {
      const { host } = bench()
      await only({ ...tree, unprepared: '' }, async (sample) => {
        const receiving = runCommand(host, receiveCommand(dev, sample.digest, sample.tar(['bin/run'])))
        await expect(receiving).rejects.toMatchObject({ code: 'staging-missing' })
      })
    })

    it('refuses a fence older than one that it saw', async () => {
      const { host } = bench()
      await only({ ...tree, fence: '' }, async (sample) => {
        await transfer(host, { environment: 'fenced', fence: 7 }, sample)
        const late = runCommand(host, missingCommand({ environment: 'fenced', fence: 6 }, sample))
        await expect(late).rejects.toMatchObject({
          code: 'fence-outdated',
          retryable: false,
          explanation: { found: '7' },
        })
        await transfer(host, { environment: 'other', fence: 1 }, sample)
      })
    })

    it('waits for the lock no longer than told, and says who holds it', async () => {
      const { host } = bench()
      await only({ ...tree, lock: '' }, async (sample) => {
        const controller = new AbortController()
        const variables = { ENVIRONMENT: 'holder', FENCE: '3', LOCK_SECONDS: '5' }
        const holding = host.run(
          { name: 'hold', program: 'lock; : > "$ROOT/held"; sleep 600', variables },
          { signal: controller.signal },
        )
        const ended = expect(holding).rejects.toMatchObject({ code: 'aborted' })
        await expect.poll(() => shell(host, '[ ! -e "$ROOT/held" ] || echo held')).toBe('held\n')
        const waiting = runCommand(host, missingCommand({ ...dev, lockSeconds: 1 }, sample))
        await expect(waiting).rejects.toMatchObject({
          code: 'lock-busy',
          retryable: true,
          message: expect.stringContaining('holder fence 3'),
        })
        controller.abort()
        await ended
        await transfer(host, dev, sample)
      })
    })

    it('lets two environments bring the same package at once', async () => {
      const { host, another } = bench()
      await only({ ...tree, race: '' }, async (sample) => {
        const second = await another()
        await Promise.all([
          transfer(host, dev, sample),
          transfer(second, { environment: 'staging', fence: 10 }, sample),
        ])
        await second.close()
        expect(await staged(host)).toBe('')
        expect(await packageTree(host, sample)).toContain('dist/server.js 444')
      })
    })

    it('comes to the same tree when it was killed at any instant', { timeout: 120_000 }, async () => {
      const { host } = bench()
      await only({ ...tree, 'killed/a': 'a\n', 'killed/b': 'b\n' }, async (sample) => {
        await transfer(host, dev, sample)
        const undisturbed = await packageTree(host, sample)
        for (const [fence, afterMs] of [5, 15, 25, 35, 50, 65, 80, 100, 130, 160].entries()) {
          const again = { ...sample, digest: sample.digest.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }
          const acting = { environment: 'dev', fence: 11 + fence }
          await transferUntil(host, acting, again, afterMs)
          await transfer(host, acting, again)
          expect(await packageTree(host, again)).toBe(undisturbed)
          expect(await staged(host)).toBe('')
          await shell(host, 'remove_tree "$PACKAGES/$DIGEST"; rm -f "$KEEP/index"/*', { DIGEST: again.digest })
        }
      })
    })
  })
}

/** Kills the transfer's scripts `afterMs` after it began; it may be done by then. */
async function transferUntil(
  host: Host,
  acting: { environment: string; fence: number },
  sample: SamplePackage,
  afterMs: number,
) {
  const signal = AbortSignal.timeout(afterMs)
  const killed = abortable(host, signal)
  await transfer(killed, acting, sample).catch((cause: unknown) => {
    if (!signal.aborted) throw cause
  })
}
