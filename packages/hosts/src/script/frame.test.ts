import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { frameInput, shellCommand } from './frame.ts'

describe('a script on its way', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'towpath-frame-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  /** What the shell does with these bytes when nothing follows them: `isOver` says whether their sender has gone too. */
  async function shell(bytes: Buffer, isOver: boolean) {
    const child = spawn('/bin/sh', ['-c', shellCommand], { cwd: folder, detached: true })
    const closed = once(child, 'close')
    child.stdin.on('error', () => undefined)
    child.stdin.write(bytes)
    if (isOver) child.stdin.end()
    const [stdout, stderr] = await Promise.all([buffer(child.stdout), buffer(child.stderr)])
    await closed
    return { code: child.exitCode, signal: child.signalCode, stdout: String(stdout), stderr: String(stderr) }
  }
  const whole = async (text: string, stdin: Readable | string) =>
    Buffer.concat(await Array.fromAsync(frameInput(text, stdin)))

  it('reads its data and ends while the stream is still open', async () => {
    const bytes = await whole('wc -c; echo why >&2; exit 7\n', Readable.from([Buffer.alloc(700_000), 'é', '']))
    expect(await shell(bytes, false)).toEqual({ code: 7, signal: null, stdout: '700002\n', stderr: 'why\n' })
  })

  it('has `set -e`, `exit` and its stdin for itself', async () => {
    expect(await shell(await whole('set -e\nfalse\necho on\n', ''), false)).toMatchObject({ code: 1, stdout: '' })
    expect(await shell(await whole('exit 0\n', 'unread\n'), false)).toMatchObject({ code: 0 })
    expect(await shell(await whole('exec < /dev/null; echo on; exit 3\n', 'x'.repeat(2_000_000)), false)).toMatchObject(
      {
        code: 3,
        stdout: 'on\n',
      },
    )
  })

  it('does nothing after the last byte that came, wherever it is cut', async () => {
    const program = 'while read -r line; do echo "$line"; done\necho whole > done\n'
    const bytes = await whole(program, Readable.from(['one\n', 'two\n']))
    for (let length = 0; length <= bytes.length - 1; length += length < bytes.length - 30 ? 41 : 1) {
      const cut = await shell(bytes.subarray(0, length), true)
      expect(cut.code, `cut after ${length} bytes`).not.toBe(0)
      await expect(readFile(join(folder, 'done'))).rejects.toMatchObject({ code: 'ENOENT' })
    }
  }, 60_000)

  it('is ended with all its processes when nobody waits for it any more', async () => {
    const began = Date.now()
    const bytes = await whole('( sleep 600 ) & cat > /dev/null; sleep 600\n', 'all of it')
    expect(await shell(bytes, true)).toMatchObject({ code: null, signal: 'SIGKILL' })
    expect(Date.now() - began).toBeLessThan(5_000)
  })
})
