import { randomBytes } from 'node:crypto'
import { PassThrough, Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { createGzip } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HostBench } from './bench.ts'
import { hex, shell } from './bench.ts'

/** What the port itself promises. */
export function describePort(bench: () => HostBench): void {
  describe('run', () => {
    const run = (program: string, options = {}, variables = {}) =>
      bench().host.run({ name: 'test', program, variables }, options)

    it('gives the script its stdin, and its answer, errors and exit code back', async () => {
      const result = await run('cat; echo why >&2; exit 7', { stdin: 'what\nis given' })
      expect(result).toEqual({ exitCode: 7, stdout: 'what\nis given', stderr: 'why\n' })
    })

    it('passes a stream on, byte by byte', async () => {
      const bytes = Buffer.alloc(5_000_000, 'a\0b\xff\n')
      const result = await run('sha256sum | cut -c1-64', {
        stdin: Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]),
      })
      expect(result.stdout.trim()).toBe(hex(bytes))
    })

    it('keeps all of a big answer and the end of many errors', async () => {
      const result = await run('seq 1000000; seq 100000 >&2')
      expect(result.stdout.length).toBe(6_888_896)
      expect(result.stderr.length).toBe(64 * 1024)
      expect(result.stderr.endsWith('\n100000\n')).toBe(true)
    })

    it('lets a script end before it has read its input', async () => {
      const result = await run('exit 0', { stdin: Readable.from([Buffer.alloc(3_000_000)]) })
      expect(result.exitCode).toBe(0)
    })

    it('lets any value arrive unchanged', async () => {
      const piece = fc.constantFrom(
        '\n',
        "'",
        '"',
        '$',
        '`',
        '\\',
        '-',
        '$(id)',
        '\r',
        '\t',
        '%s',
        '*',
        '~',
        '#',
        '\x7f',
        '\x01',
        '',
        '',
      )
      const value = fc
        .array(fc.oneof(piece, fc.string({ unit: 'binary' })), { maxLength: 12 })
        .map((parts) => parts.join('').replaceAll('\0', ''))
      const program = 'printf %s "$VALUE"'
      await fc.assert(
        fc.asyncProperty(value, async (given) => {
          expect((await run(program, {}, { VALUE: given })).stdout).toBe(given)
        }),
        {
          numRuns: 60,
          examples: [['-n'], ['\n\n'], ['\u0081\u0082é😀\ufeff'], ["'\\''"], ['$(exit 3)'], ['x'.repeat(300_000)]],
        },
      )
    })

    it('refuses a value with NUL', async () => {
      await expect(run(':', {}, { VALUE: 'a\0b' })).rejects.toMatchObject({ code: 'value-refused' })
    })

    it('shows neither program nor values in the arguments of a process', async () => {
      const secret = `secret-${process.pid}`
      const seen = await run(
        'cat /proc/[0-9]*/cmdline 2> /dev/null | tr "\\0" " " | grep -c "$VALUE"; :',
        {},
        { VALUE: secret },
      )
      expect(seen.stdout).toMatch(/^[01]\n$/)
      const own = await run('tr "\\0" " " < "/proc/$$/cmdline"', {}, { VALUE: secret })
      expect(own.stdout).not.toContain(secret)
    })

    it('ends a script at its time limit, with all its processes', async () => {
      const left = `towpath-left-${process.pid}-limit`
      const program = '( exec sleep 600 ) & : > "$ROOT/$MARK"; echo $! > "$ROOT/$MARK"; wait'
      await expect(run(program, { limitMs: 700 }, { MARK: left })).rejects.toMatchObject({
        code: 'script-timeout',
        retryable: true,
      })
      await expectGone(bench(), left)
    })

    it('ends a script that is aborted, with all its processes', async () => {
      const left = `towpath-left-${process.pid}-abort`
      const controller = new AbortController()
      const program = '( exec sleep 600 ) & echo $! > "$ROOT/$MARK.tmp"; mv "$ROOT/$MARK.tmp" "$ROOT/$MARK"; wait'
      const running = run(program, { signal: controller.signal }, { MARK: left })
      const ended = expect(running).rejects.toMatchObject({ code: 'aborted' })
      await expect.poll(() => shell(bench().host, 'cat "$ROOT/$MARK" 2> /dev/null; :', { MARK: left })).toMatch(/\d/)
      controller.abort()
      await ended
      await expectGone(bench(), left)
    })

    it('runs nothing when it was aborted before', async () => {
      await expect(run('touch "$ROOT/ran"', { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'aborted' })
      expect(await shell(bench().host, '[ ! -e "$ROOT/ran" ] && echo none')).toBe('none\n')
    })

    it('lets go of its input when it was aborted before', async () => {
      const stdin = Readable.from(['unread'])
      const run = bench().host.run(
        { name: 'test', program: 'cat', variables: {} },
        { stdin, signal: AbortSignal.abort() },
      )
      await expect(run).rejects.toMatchObject({ code: 'aborted' })
      expect(stdin.destroyed).toBe(true)
    })

    it('takes the answer of a script that ends before it has read its input', async () => {
      for (let time = 0; time < 5; time += 1) {
        const stdin = Readable.from(Array.from({ length: 20 }, () => randomBytes(100_000))).pipe(createGzip())
        expect(await run('echo enough', { stdin })).toMatchObject({ exitCode: 0, stdout: 'enough\n' })
      }
    })

    it('says so when its input breaks off', async () => {
      const stdin = new PassThrough()
      stdin.write('half')
      const running = expect(run('cat > /dev/null', { stdin })).rejects.toMatchObject({ code: 'input-broken' })
      stdin.destroy(new Error('the store closed the connection'))
      await running
    })
  })

  describe('upload', () => {
    it('streams 100 MB with flat memory into a file of mode 0600', async () => {
      const { host } = bench()
      const target = `${host.layout.keep}/uploads/big`
      const chunk = Buffer.alloc(1_000_000, 'towpath')
      let peak = 0
      const before = process.memoryUsage().rss
      const stream = Readable.from(
        (function* () {
          for (let index = 0; index < 100; index++) {
            peak = Math.max(peak, process.memoryUsage().rss)
            yield chunk
          }
        })(),
      )
      await host.upload(stream, target)
      expect(await shell(host, 'stat -c "%a %s" "$FILE"', { FILE: target })).toBe('600 100000000\n')
      expect(peak - before).toBeLessThan(60_000_000)
    })

    it('leaves what was there until all has come, and nothing else when it breaks off', async () => {
      const { host } = bench()
      const target = `${host.layout.keep}/uploads/file`
      await host.upload(Readable.from(['first']), target)
      const broken = new PassThrough()
      broken.write('second, but')
      const uploading = expect(host.upload(broken, target)).rejects.toMatchObject({ code: 'upload-failed' })
      broken.destroy(new Error('cut'))
      await uploading
      expect(await shell(host, 'cat "$FILE"; ls "$KEEP/uploads" | grep -v big', { FILE: target })).toBe('firstfile\n')
    })

    it('says that the disk is full, and leaves nothing', async ({ skip }) => {
      const { host, fullFolder } = bench()
      if (fullFolder === undefined) return skip('no small disk can be mounted here')
      await expect(host.upload(Readable.from([Buffer.alloc(4_000_000)]), `${fullFolder}/file`)).rejects.toMatchObject({
        code: 'disk-full',
      })
      expect(await shell(host, 'ls -A "$FOLDER"', { FOLDER: fullFolder })).toBe('')
    })
  })

  describe('connect', () => {
    it('reaches a TCP port and a unix socket, also one with a path longer than sun_path', async () => {
      const { host, echo } = bench()
      const folder = `${host.layout.keep}/${'a-long-name-'.repeat(10)}`
      await shell(host, 'mkdir -p "$FOLDER"', { FOLDER: folder })
      const { tcp, unix } = await echo(folder)
      for (const address of [tcp, unix]) {
        const connection = await host.connect(address)
        connection.end('hello')
        expect(await text(connection)).toBe('hello')
      }
    })

    it('carries bytes both ways unchanged', async () => {
      const { host, echo } = bench()
      const { tcp } = await echo(host.layout.keep)
      const connection = await host.connect(tcp)
      const bytes = Buffer.alloc(2_000_000, '\0\xff\r\n')
      const back = buffer(connection)
      connection.end(bytes)
      expect(hex(await back)).toBe(hex(bytes))
    })

    it('names the address that refused', async () => {
      const { host } = bench()
      await expect(host.connect({ kind: 'tcp', host: '127.0.0.1', port: 1 })).rejects.toMatchObject({
        code: 'connect-refused',
        retryable: true,
        message: expect.stringContaining('127.0.0.1:1'),
      })
      const path = `${host.layout.keep}/${'no-such-'.repeat(20)}/socket`
      await expect(host.connect({ kind: 'unix', path })).rejects.toMatchObject({
        code: 'connect-refused',
        message: expect.stringContaining(path),
      })
    })
  })

  describe('facts', () => {
    it('says what the host is and which tools it has', async () => {
      const facts = await bench().host.facts(['tar', 'no-such-tool'])
      expect(facts).toMatchObject({
        os: 'linux',
        tools: { tar: expect.stringMatching(/^\d+\.\d+/), 'no-such-tool': null },
      })
      expect(facts.cores).toBeGreaterThan(0)
      expect(facts.memoryBytes).toBeGreaterThan(1_000_000)
      expect(facts.freeBytes).toBeGreaterThan(1_000_000)
      expect(facts.bootId).toMatch(/^[0-9a-f-]{36}$/)
    })

    it('takes no tool whose name is shell', async () => {
      await expect(bench().host.facts(['tar; id'])).rejects.toMatchObject({ code: 'value-refused' })
    })
  })

  it('ends what still runs when it is closed', async () => {
    const other = await bench().another()
    const running = expect(other.run({ name: 'test', program: 'exec sleep 600', variables: {} })).rejects.toMatchObject(
      {
        code: 'aborted',
      },
    )
    await other.close()
    await running
  })
}

/** The process whose id stands in the file is gone (it may be a zombie for an instant). */
async function expectGone(bench: HostBench, mark: string): Promise<void> {
  const program =
    'pid=$(cat "$ROOT/$MARK"); [ -n "$pid" ]; grep -q "^State:.[^Z]" "/proc/$pid/status" 2> /dev/null && echo there || echo gone'
  await expect.poll(() => shell(bench.host, program, { MARK: mark })).toBe('gone\n')
}
