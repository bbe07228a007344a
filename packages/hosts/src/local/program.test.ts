import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { installProgram } from './program.ts'

describe('the program below a root', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'towpath-program-'))
    await writeFile(join(folder, 'source.mjs'), 'one')
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('has the time of its last use, since what is not used for long is removed', async () => {
    const first = await installProgram(folder, join(folder, 'source.mjs'))
    const usedAt = new Date('2030-01-01T00:00:00Z')
    expect(await installProgram(folder, join(folder, 'source.mjs'), usedAt)).toBe(first)
    expect((await stat(first)).mtime).toEqual(usedAt)
  })

  it('is written again where its bytes are not those of its name', async () => {
    const file = await installProgram(folder, join(folder, 'source.mjs'))
    await writeFile(file, 'spoilt')
    await installProgram(folder, join(folder, 'source.mjs'))
    expect(await readFile(file, 'utf8')).toBe('one')
  })
})
