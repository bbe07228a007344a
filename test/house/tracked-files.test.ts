import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readTracked, root, trackedFiles } from './tracked-files.ts'

const files = trackedFiles()
/** This file names what no other may. */
const others = files.filter((file) => file !== 'test/house/tracked-files.test.ts')

describe('the files of this repository', () => {
  it.each([
    ['a path of the machine that they were written on', /(?<![\w.~-])\/(work|farm)\/(?!\*)|\/root\/\.(?!local)/],
    [
      'the host of a registry that the build downloads from',
      /registry\.(npmjs|yarnpkg)\.|npm\.pkg\.github|proxy\.golang\.org/,
    ],
    ['a conflict that was not resolved', /^(<{7}|>{7}) /m],
  ])('hold nowhere %s', (_what, pattern) => {
    const found = others.flatMap((file) => {
      const match = pattern.exec(readTracked(file))
      return match === null ? [] : [`${file}: ${match[0]}`]
    })
    expect(found).toEqual([])
  })

  it('lockfiles name no address to download from', () => {
    const lockfiles = files.filter((file) => file.endsWith('package-lock.json'))
    expect(lockfiles.length).toBeGreaterThan(0)
    for (const file of lockfiles) {
      const { packages } = lockfileSchema.parse(JSON.parse(readTracked(file)))
      const resolved = Object.entries(packages).filter(([, entry]) => entry.resolved?.includes('://'))
      expect([file, resolved.map(([path]) => path)]).toEqual([file, []])
    }
  })

  it('lockfiles know what is installed on other machines too, without which `npm ci` refuses them', () => {
    for (const file of files.filter((path) => path.endsWith('package-lock.json'))) {
      const { packages } = lockfileSchema.parse(JSON.parse(readTracked(file)))
      const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
        Object.keys(optionalDependencies).filter(
          (name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
        ),
      )
      expect([file, missing]).toEqual([file, []])
    }
  })

  it('every dependency is one exact version', () => {
    for (const file of files.filter((path) => /^(packages\/[^/]+\/)?package\.json$/.test(path))) {
      const { dependencies = {}, devDependencies = {} } = packageSchema.parse(JSON.parse(readTracked(file)))
      const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([name, version]) =>
        name.startsWith('@towpath/') ? version !== '*' : !/^\d+\.\d+\.\d+$/.test(version),
      )
      expect([file, loose]).toEqual([file, []])
    }
  })

  it('what git ignores is not among them', () => {
    const ignored = execFileSync('git', ['ls-files', '-ci', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    expect(ignored).toBe('')
  })
})

const versions = z.record(z.string(), z.string()).optional()
const lockfileSchema = z.object({
  packages: z.record(z.string(), z.object({ resolved: z.string().optional(), optionalDependencies: versions })),
})
const packageSchema = z.object({ dependencies: versions, devDependencies: versions })
