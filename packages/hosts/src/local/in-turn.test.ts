import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type HostCommand, runCommand } from '../script/command.ts'
import { inTurn } from '../script/in-turn.ts'
import { sh } from '../script/sh.ts'
import { LocalHost } from './local-host.ts'

/** Says what it reads, and keeps it. */
function saying(stdin: string, variables: Record<string, string>, program: string): HostCommand<string[]> {
  return {
    script: { name: 'say', program, variables: { ENVIRONMENT: 'dev', ...variables } },
    stdin,
    parse: (records) => [...records].map((record) => record.rest(1)),
  }
}

const all = sh`
lock
while IFS= read -r line; do printf 'said\t%s\n' "$PREFIX$line"; printf '%s\n' "$line" >> "$KEEP/said"; done
echo end
`
const first = sh`
read -r line
printf 'said\t%s\n' "$line"
echo end
exit 0
`
const refusing = sh`
fail unit-failed "this one"
`

describe('commands that take turns', () => {
  let folder: string
  let host: LocalHost
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'towpath-turns-'))
    host = new LocalHost({
      name: 'here',
      address: '127.0.0.1',
      root: folder,
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: folder },
      manager: () => ({ functions: '', variables: {}, renderUnit: () => '' }),
    })
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('read each its own data, and answer each its own records', async () => {
    const long = Array.from({ length: 20_000 }, (_, index) => `line ${index}`)
    const command = inTurn('both', [
      saying('é one\ntwo\n', { PREFIX: '> ' }, all),
      saying(`${long.join('\n')}\n`, {}, first),
      saying('', { PREFIX: '> ' }, all),
      saying('three\n', { PREFIX: '> ' }, all),
    ])
    expect(await runCommand(host, command)).toEqual([['> é one', '> two'], ['line 0'], [], ['> three']])
  })

  it('end at one that refuses, with its fault', async () => {
    const command = inTurn('all', [
      saying('one\n', { PREFIX: '' }, all),
      saying('', {}, refusing),
      saying('two\n', { PREFIX: '' }, all),
    ])
    await expect(runCommand(host, command)).rejects.toMatchObject({
      code: 'unit-failed',
      explanation: { found: 'this one' },
    })
    expect(await readFile(join(host.layout.keep, 'said'), 'utf8')).toBe('one\n')
  })

  it('are refused where a variable would mean two things', () => {
    const given = [saying('', { PREFIX: 'a' }, all), saying('', { PREFIX: 'b' }, all)]
    expect(() => inTurn('two', given)).toThrow(/PREFIX to mean the same/)
  })
})
