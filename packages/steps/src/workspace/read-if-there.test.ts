import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isFolder, readIfThere, readTextIfThere } from './read-if-there.ts'

describe('a file that may be there', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'towpath-read-'))
    await writeFile(join(folder, 'notes'), 'é')
    await mkdir(join(folder, 'folder'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('is read when it is there', async () => {
    expect(await readTextIfThere(join(folder, 'notes'))).toBe('é')
  })

  it.each(['none', 'notes/none', 'none/none'])('is null when there is none: %s', async (path) => {
    expect(await readIfThere(join(folder, path))).toBeNull()
  })

  it.each([
    ['folder', true],
    ['notes', false],
    ['none', false],
    ['notes/none', false],
  ])('is told from a folder: %s', async (path, is) => {
    expect(await isFolder(join(folder, path))).toBe(is)
  })

  it('is a fault when nobody can say whether it is a folder', async () => {
    await expect(isFolder('x'.repeat(5000))).rejects.toMatchObject({ code: 'file-unreadable' })
  })

  it('is a fault when it is there and can not be read', async () => {
    await expect(readIfThere(join(folder, 'folder'))).rejects.toMatchObject({ code: 'file-unreadable' })
  })
})
