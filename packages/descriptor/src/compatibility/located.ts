import { isRecord } from '../explanation/is-record.ts'

/** A value and the JSON pointer (RFC 6901) at which it stands. */
export interface Located {
  readonly value: unknown
  readonly pointer: string
  /** When several hold at once, each at its own place; the pointer is then that of the first. */
  readonly parts?: readonly Located[]
}

/** Names a place, and all places of what has several. */
export function placesOf({ pointer, parts }: Located): string {
  return parts === undefined ? pointer : parts.map(placesOf).join(' ')
}

export function child(parent: Located, token: string): Located {
  const { value } = parent
  const own = typeof value === 'object' && value !== null && Object.hasOwn(value, token)
  const item: unknown = own ? Reflect.get(value, token) : undefined
  return { value: item, pointer: `${parent.pointer}/${token.replaceAll('~', '~0').replaceAll('/', '~1')}` }
}

/** The members of a map by name; of anything else none. */
export function members(located: Located): Map<string, Located> {
  const { value } = located
  return new Map(isRecord(value) ? Object.keys(value).map((key) => [key, child(located, key)]) : [])
}

/** The items of a list; of anything else none. */
export function items(located: Located): Located[] {
  const { value } = located
  return Array.isArray(value) ? value.map((_, index) => child(located, String(index))) : []
}

/** What a reference names in its own document; undefined when it names another document, an anchor, or nothing. */
export function follow(root: unknown, reference: string): Located | undefined {
  if (reference !== '#' && !reference.startsWith('#/')) return undefined
  const tokens = reference.slice(1).split('/').slice(1)
  const found = tokens.reduce<Located>((at, token) => child(at, decode(token)), { value: root, pointer: '' })
  return found.value === undefined ? undefined : found
}

/** Of a reference that `follow` finds nothing for: why, and how it can be followed. */
export function whyUnfollowed(reference: string): readonly [why: string, fix: string] {
  return reference.startsWith('#')
    ? [`\`${reference}\` is no path to anything in the contract`, 'Refer by a path such as `#/$defs/Port`']
    : [
        `\`${reference}\` is in another document, which is not part of the contract`,
        'Bundle the contract into one file',
      ]
}

function decode(token: string): string {
  const plain = /%(?![0-9a-f]{2})/i.test(token) ? token : decodeURIComponent(token)
  return plain.replaceAll('~1', '/').replaceAll('~0', '~')
}
