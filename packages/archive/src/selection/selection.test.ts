import { rm } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { indexedPaths, pack, packTree, type Tree, temporaryFolder, writeTree } from '../testing/workshop.ts'

const tree: Tree = {
  'package.json': '{}',
  'dist/server.js': '1',
  'dist/server.test.js': '2',
  'dist/.well-known/x': '3',
  'dist/empty': null,
  'node_modules/a/index.js': '4',
  'node_modules/.bin/a': { to: '../a/index.js' },
  '.git/HEAD': '5',
  'vendor/lib/.git/HEAD': '6',
  'vendor/lib/.gitignore': '7',
  '.towpath/old.tar.gz': '8',
}
const select = async (include: string[], exclude: string[] = []) =>
  indexedPaths(await packTree(tree, { include, exclude }))

describe('what is packed', () => {
  it('is what include matches, files with a dot and empty folders too', async () => {
    expect(await select(['dist/**', 'package.json'])).toEqual([
      'dist/.well-known/x',
      'dist/empty/',
      'dist/server.js',
      'dist/server.test.js',
      'package.json',
    ])
  })

  it('is not what exclude matches, nor what lies below it', async () => {
    expect(
      await select(['dist/**', 'node_modules'], ['**/*.test.js', 'dist/.well-known', 'dist/empty/', '**/.bin/**']),
    ).toEqual(['dist/server.js', 'node_modules/a/index.js'])
  })

  it('is the whole folder when include has its plain name, and only files where a star stands', async () => {
    expect(await select(['./node_modules/'])).toEqual(['node_modules/.bin/a', 'node_modules/a/index.js'])
    expect(await select(['*'])).toEqual(['package.json'])
  })

  it('is found by braces and extglobs across folders', async () => {
    expect(await select(['{dist,node_modules/a}/*.js'], ['**/!(server).test.js'])).toEqual([
      'dist/server.js',
      'dist/server.test.js',
      'node_modules/a/index.js',
    ])
  })

  it('has no .git and .towpath unless a glob names them', async () => {
    expect(await select(['**'])).not.toEqual(expect.arrayContaining([expect.stringMatching(/\.git\/|\.towpath/)]))
    expect(await select(['**', 'vendor/**/.git/HEAD'])).toContain('vendor/lib/.git/HEAD')
    expect(await select(['.git/**'])).toEqual(['.git/HEAD'])
  })

  it('has not the archive that is being written, nor the one of the last time', async () => {
    const folder = await writeTree(path.join(await temporaryFolder(), 'p'), { a: '1' })
    const target = { archive: path.join(folder, 'out.tar.gz'), files: path.join(folder, 'out.ndjson') }
    const first = await pack(folder, { target })
    expect(await pack(folder, { target })).toEqual(first)
    expect(first.entries).toBe(1)
  })

  it('is not looked for where nothing can match', async () => {
    const folder = await writeTree(path.join(await temporaryFolder(), 'p'), { 'dist/a': '1', 'other/bad\nname': '2' })
    expect((await pack(folder, { include: ['dist/*'] })).entries).toBe(1)
    expect((await pack(folder, { exclude: ['other'] })).entries).toBe(1)
  })
})

describe('an include that matches nothing', () => {
  const refusal = async (include: string[], exclude: string[] = []) => {
    const packed = select(include, exclude)
    await expect(packed).rejects.toMatchObject({ code: 'glob-matches-nothing' })
    return packed.catch((error: unknown) => String(error))
  }

  it('is refused with its place and what is meant', async () => {
    const message = await refusal(['package.json', 'dits/**'])
    expect(message).toContain('code.include[1]: "dits/**"')
    expect(message).toContain('Did you mean `dist`')
    expect(await refusal(['dist/servr.js'])).toContain('Did you mean `dist/server.js`')
  })

  it('is refused with the nearest path that exists', async () => {
    expect(await refusal(['dist/public/**'])).toContain('nearest that exists is `dist`. Build before packing')
    expect(await refusal(['dist/*.css'])).toContain('nearest that exists is `dist`')
    expect(await refusal(['build/**'])).toContain('nearest that exists is the folder')
  })

  it('is refused with what exclude takes away', async () => {
    expect(await refusal(['dist/server.*', 'node_modules/**'], ['node_modules'])).toContain(
      'only what code.exclude takes away, such as "node_modules"',
    )
  })
})

describe('a glob that can not be meant', () => {
  it.each([['/etc/**'], ['../x'], ['a/../../b'], [''], ['./'], ['!dist'], ['a\nb']])('is refused: %j', async (glob) => {
    await expect(select([glob])).rejects.toMatchObject({ code: 'glob-invalid' })
    await expect(select(['**'], [glob])).rejects.toMatchObject({ code: 'glob-invalid' })
  })

  it('is refused when there is none at all', async () => {
    await expect(select([])).rejects.toMatchObject({ code: 'glob-invalid' })
  })

  it('is not reached when the folder is missing', async () => {
    const folder = path.join(await temporaryFolder(), 'p')
    await rm(folder, { recursive: true, force: true })
    await expect(pack(folder)).rejects.toMatchObject({ code: 'folder-missing' })
  })
})
