import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePackageWish, parsePackageWishes, renderPackageWish } from './package-wish.ts'

describe('a wish for a package', () => {
  it.each([
    ['orders', { kind: 'newest' }],
    ['orders@1.4.2', { kind: 'version', version: '1.4.2' }],
    ['orders@1.4.2-rc.1+b', { kind: 'version', version: '1.4.2-rc.1+b' }],
    ['orders@^1.4', { kind: 'range', range: '^1.4' }],
    ['orders@1.4', { kind: 'range', range: '1.4' }],
    [' orders@ >=1 <3 || ^5 ', { kind: 'range', range: '>=1 <3 || ^5' }],
  ])('may be %s', (text, wanted) => expect(parsePackageWish(text)).toEqual({ package: 'orders', wanted }))

  it.each([
    ['', 'packages: expected a package such as `orders` or `orders@1.4.2`, found nothing.'],
    [
      'Orders@1.4.2',
      'packages: expected a package such as `orders` or `orders@1.4.2`, found the text "Orders@1.4.2". Write `orders@1.4.2`.',
    ],
    [
      'orders@',
      'packages: expected a version such as `1.4.2` or a range such as `^1.4` after `@`, found the text "orders@".',
    ],
    [
      'orders@v1.4.0',
      'packages: expected a version such as `1.4.2` or a range such as `^1.4` after `@`, found the text "orders@v1.4.0". Write `orders@1.4.0`.',
    ],
    [
      'orders@latest',
      'packages: expected a version such as `1.4.2` or a range such as `^1.4` after `@`, found the text "orders@latest".',
    ],
    [
      'orders,stock',
      'packages: expected one package on each line, such as `orders` or `orders@1.4.2`, found the text "orders,stock".',
    ],
    ['-x@1.0.0', 'packages: expected a package such as `orders` or `orders@1.4.2`, found the text "-x@1.0.0".'],
    ['$(id)', 'packages: expected a package such as `orders` or `orders@1.4.2`, found the text "$(id)". Write `id`.'],
  ])('is not %j', (text, message) => expect(() => parsePackageWish(text)).toThrow(message))

  it('is read back as it was written', () => {
    const name = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,10}[a-z0-9]$/)
    const version = fc.tuple(fc.nat(), fc.nat(), fc.nat()).map((parts) => parts.join('.'))
    const wanted = fc.oneof(
      fc.constant({ kind: 'newest' as const }),
      version.map((text) => ({ kind: 'version' as const, version: text })),
      fc
        .tuple(fc.constantFrom('^', '~', '>=', '<'), version)
        .map((parts) => ({ kind: 'range' as const, range: parts.join('') })),
    )
    fc.assert(
      fc.property(fc.record({ package: name, wanted }), (wish) => {
        expect(parsePackageWish(renderPackageWish(wish))).toEqual(wish)
      }),
    )
  })

  it('stands one on a line, and a wrong one is told with its line', () => {
    expect(parsePackageWishes('orders@1.4.2\r\n\n# later\n  stock\n').map(renderPackageWish)).toEqual([
      'orders@1.4.2',
      'stock',
    ])
    expect(() => parsePackageWishes('orders\nstock@nope')).toThrow(/^packages, line 2: /)
  })
})
