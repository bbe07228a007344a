import { isRecord } from '../../explanation/is-record.ts'
import type { Located } from '../located.ts'
import type { Direction } from './effect.ts'
import { type SchemaView, viewSchema } from './view.ts'

/** The alternatives of a schema that is nothing but a choice; null for any other. */
export function alternativesOf(schema: Located): Located[] | null {
  const { value } = schema
  if (!isRecord(value)) return null
  const keyword = ['oneOf', 'anyOf'].find((one) => Array.isArray(value[one]))
  const others = Object.keys(value).filter(
    (key) => key !== keyword && !/^(title|description|discriminator|x-.*)$/.test(key),
  )
  return keyword === undefined || others.length > 0 ? null : viewSchema(undefined, schema).choices.flat()
}

/** What `readOnly` leaves out of requests, and `writeOnly` of answers. */
export function propertiesOf(view: SchemaView, direction: Direction): Map<string, Located[]> {
  const hidden = direction === 'given' ? 'readOnly' : 'writeOnly'
  const isHidden = ({ value }: Located): boolean => isRecord(value) && value[hidden] === true
  return new Map([...view.properties].filter(([, parts]) => !parts.some(isHidden)))
}

/** Parts that hold at once, as one schema. */
export function joined(parts: readonly Located[]): Located {
  const [first, ...rest] = parts
  if (first === undefined) return { value: true, pointer: '' }
  return rest.length === 0 ? first : { value: parts.map(({ value }) => value), pointer: first.pointer, parts }
}

export function only(parts: readonly Located[]): Located | null {
  return parts.length === 0 ? null : joined(parts)
}
