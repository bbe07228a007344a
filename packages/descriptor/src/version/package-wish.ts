import { quoteShort } from '../explanation/found.ts'
import { DescriptorFault } from '../fault.ts'
import { isName, suggestName } from '../name.ts'
import { isRange } from './range.ts'
import { isVersion, suggestVersion } from './version.ts'

/** What someone wants of a package: `orders`, `orders@1.4.2`, `orders@^1.4`. */
export interface PackageWish {
  readonly package: string
  readonly wanted: Wanted
}

export type Wanted =
  | { readonly kind: 'newest' }
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'range'; readonly range: string }

/** `where` names the input or command that it stands in. Throws DescriptorFault `wish-invalid`. */
export function parsePackageWish(text: string, where = 'packages'): PackageWish {
  const written = text.trim()
  const at = written.indexOf('@')
  const name = at < 0 ? written : written.slice(0, at)
  const wanted = at < 0 ? undefined : written.slice(at + 1).trim()
  if (!isName(name) && written.includes(','))
    throw invalid(where, 'one package on each line, such as `orders` or `orders@1.4.2`', written, null)
  if (!isName(name)) {
    const near = suggestName(name)
    throw invalid(where, 'a package such as `orders` or `orders@1.4.2`', written, near && withWanted(near, wanted))
  }
  if (wanted === undefined) return { package: name, wanted: { kind: 'newest' } }
  if (isVersion(wanted)) return { package: name, wanted: { kind: 'version', version: wanted } }
  if (isRange(wanted) && !/^[v=]*v\d/i.test(wanted)) return { package: name, wanted: { kind: 'range', range: wanted } }
  const near = suggestVersion(wanted)
  throw invalid(
    where,
    'a version such as `1.4.2` or a range such as `^1.4` after `@`',
    written,
    near && `${name}@${near}`,
  )
}

/** A wish a line; empty lines and those that begin with `#` say nothing. */
export function parsePackageWishes(text: string, where = 'packages'): PackageWish[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ line: line.trim(), where: `${where}, line ${index + 1}` }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'))
    .map((entry) => parsePackageWish(entry.line, entry.where))
}

export function renderPackageWish(wish: PackageWish): string {
  switch (wish.wanted.kind) {
    case 'newest':
      return wish.package
    case 'version':
      return `${wish.package}@${wish.wanted.version}`
    case 'range':
      return `${wish.package}@${wish.wanted.range}`
  }
}

function withWanted(name: string, wanted: string | undefined): string {
  return wanted === undefined ? name : `${name}@${wanted}`
}

function invalid(where: string, expected: string, written: string, right: string | null): DescriptorFault {
  return new DescriptorFault('wish-invalid', {
    where,
    expected,
    found: written === '' ? 'nothing' : `the text ${quoteShort(written)}`,
    ...(right === null ? {} : { fix: `Write \`${right}\`` }),
  })
}
