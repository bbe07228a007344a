import { describe, expect, it } from 'vitest'
import { objectionToPath, objectionToTarget } from './package-path.ts'

describe('a path in a package', () => {
  it.each(['a', 'a/b.js', '.hidden', 'ünï/…', 'd/', '..a/b..', `${'d/'.repeat(200)}x`])('may be %j', (path) => {
    expect(objectionToPath(path)).toBeUndefined()
  })

  it.each(['', '/', '/etc/passwd', '..', '../x', 'a/../b', './a', 'a/.', 'a//b', 'a\nb', 'a\\b', 'a\0b', '\uD800'])(
    'may not be %j',
    (path) => {
      expect(objectionToPath(path)).toBeDefined()
    },
  )

  it('may not be longer than Linux takes', () => {
    expect(objectionToPath('x'.repeat(255))).toBeUndefined()
    expect(objectionToPath('x'.repeat(256))).toBe('a name of more than 255 bytes')
    expect(objectionToPath('xx/'.repeat(1366))).toBe('a path of more than 4095 bytes')
  })
})

describe('the target of a symlink', () => {
  it.each([
    ['x', 'y'],
    ['a/x', '../y'],
    ['a/b/x', '../../c/d'],
    ['a/x', '..'],
    ['a/x', './b'],
  ])('of %s may be %s', (path, target) => {
    expect(objectionToTarget(path, target)).toBeUndefined()
  })

  it.each([
    ['x', '/etc/passwd'],
    ['x', '..'],
    ['x', '../y'],
    ['a/x', '../../y'],
    ['a/b/x', '.././../../y'],
    ['x', ''],
    ['x', 'a\nb'],
    ['x', 'a\\b'],
  ])('of %s may not be %j', (path, target) => {
    expect(objectionToTarget(path, target)).toBeDefined()
  })

  it('may not go up behind a name, which may be a symlink that leads elsewhere', () => {
    expect(objectionToTarget('t', 'a/b/s/../x')).toBe('`..` behind a name in the target')
  })
})
