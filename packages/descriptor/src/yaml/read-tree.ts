import type { Explanation } from '@towpath/fault'
import {
  type AliasEvent,
  boolCoreTag,
  EVENT_ID,
  type Event,
  floatCoreTag,
  getScalarValue,
  intCoreTag,
  type MappingEvent,
  NOT_RESOLVED,
  nullCoreTag,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml'
import { type DescriptorCode, DescriptorFault } from '../fault.ts'
import type { Places } from './places.ts'
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from './tree.ts'

/** What aliases may add to a document in all; beyond it they are a bomb, not a convenience. */
const mostAliasedValues = 10_000

/** More is not told anyway. */
const mostNoted = 100

/** Resolution order of YAML 1.2's core schema. */
const plainTags = [nullCoreTag, boolCoreTag, intCoreTag, floatCoreTag]

interface Reading {
  readonly text: string
  readonly places: Places
  readonly events: readonly Event[]
  readonly faults: DescriptorFault[]
  readonly anchors: Map<string, YamlNode | 'open'>
  next: number
  aliased: number
}

/**
 * The tree of one document's events (those after its DOCUMENT event). What YAML allows and Towpath does not is noted in
 * `faults`, so that reading goes on and one run tells all of it.
 */
export function readTree(
  text: string,
  events: readonly Event[],
  places: Places,
): { tree: YamlNode; faults: DescriptorFault[] } {
  const reading: Reading = { text, places, events, faults: [], anchors: new Map(), next: 0, aliased: 0 }
  return { tree: readNode(reading, 0), faults: reading.faults }
}

function readNode(reading: Reading, fallbackStart: number): YamlNode {
  const event = reading.events[reading.next]
  reading.next += 1
  if (event === undefined) return emptyScalar(fallbackStart)
  switch (event.type) {
    case EVENT_ID.ALIAS:
      return readAlias(reading, event)
    case EVENT_ID.SCALAR:
      return anchored(reading, event, () => readScalar(reading, event, fallbackStart))
    case EVENT_ID.SEQUENCE:
      return anchored(reading, event, () => readList(reading, event))
    case EVENT_ID.MAPPING:
      return anchored(reading, event, () => readMap(reading, event))
    default:
      return emptyScalar(fallbackStart)
  }
}

function anchored(reading: Reading, event: ScalarEvent | SequenceEvent | MappingEvent, read: () => YamlNode): YamlNode {
  if (event.tagStart >= 0) {
    const tag = reading.text.slice(event.tagStart, event.tagEnd)
    note(reading, 'yaml-tag', event.tagStart, {
      where: 'the document',
      expected: 'values without tags',
      found: `the tag \`${tag}\``,
      fix: 'Remove the tag; a text that looks like a number is written in quotes',
    })
  }
  if (event.anchorStart < 0) return read()
  const name = reading.text.slice(event.anchorStart, event.anchorEnd)
  reading.anchors.set(name, 'open')
  const node = read()
  reading.anchors.set(name, node)
  return node
}

function readAlias(reading: Reading, event: AliasEvent): YamlNode {
  const name = reading.text.slice(event.anchorStart, event.anchorEnd)
  const start = event.anchorStart - 1
  const target = reading.anchors.get(name)
  if (target === undefined || target === 'open') {
    note(reading, 'yaml-alias', start, {
      where: 'the document',
      expected: `an anchor \`&${name}\` before the alias`,
      found: target === 'open' ? `the alias \`*${name}\` inside its own anchor` : `the alias \`*${name}\` of no anchor`,
      fix: 'Write the value out',
    })
    return emptyScalar(start)
  }
  const before = reading.aliased
  reading.aliased += target.size
  if (reading.aliased <= mostAliasedValues) return target
  if (before <= mostAliasedValues) {
    note(reading, 'yaml-alias', start, {
      where: 'the document',
      expected: `aliases that stand for at most ${mostAliasedValues} values in all`,
      found: `more at the alias \`*${name}\``,
      fix: 'Write the values out',
    })
  }
  return emptyScalar(start)
}

function readList(reading: Reading, event: SequenceEvent): YamlNode {
  const items: YamlNode[] = []
  let size = 1
  while (!closes(reading)) {
    const item = readNode(reading, event.start)
    items.push(item)
    size += item.size
  }
  return { kind: 'list', start: event.start, size, items }
}

function readMap(reading: Reading, event: MappingEvent): YamlMap {
  const entries = new Map<string, YamlEntry>()
  let size = 1
  while (!closes(reading)) {
    const key = readKey(reading, event.start)
    const node = readNode(reading, key.start)
    size += node.size
    if (key.text !== null && isNew(reading, entries, key.text, key.start)) {
      entries.set(key.text, { keyStart: key.start, node })
    }
  }
  return { kind: 'map', start: event.start, size, entries }
}

/** True at the end of the open list or map, which it steps over. */
function closes(reading: Reading): boolean {
  const event = reading.events[reading.next]
  if (event !== undefined && event.type !== EVENT_ID.POP) return false
  reading.next += 1
  return true
}

/** `text` is null when the key can't be one; that is noted. */
function readKey(reading: Reading, fallbackStart: number): { text: string | null; start: number } {
  const event = reading.events[reading.next]
  const key = readNode(reading, fallbackStart)
  if (event?.type !== EVENT_ID.SCALAR || event.valueStart < 0) {
    note(reading, 'yaml-syntax', key.start, {
      where: 'the document',
      expected: 'a text as key',
      found: event?.type === EVENT_ID.ALIAS ? 'an alias' : key.kind === 'scalar' ? 'nothing' : `a ${key.kind}`,
    })
    return { text: null, start: key.start }
  }
  const text = getScalarValue(reading.text, event)
  if (text === '<<' && event.style === SCALAR_STYLE.PLAIN) {
    note(reading, 'yaml-merge-key', key.start, {
      where: 'the document',
      expected: 'keys written out',
      found: 'the merge key `<<`, which YAML 1.2 does not have',
      fix: 'Write out the keys that it would merge',
    })
    return { text: null, start: key.start }
  }
  if (text === '__proto__') {
    note(reading, 'document-invalid', key.start, {
      where: 'the document',
      expected: 'another key',
      found: 'the key `__proto__`',
      fix: 'Choose another name',
    })
    return { text: null, start: key.start }
  }
  return { text, start: key.start }
}

function isNew(reading: Reading, entries: ReadonlyMap<string, YamlEntry>, key: string, start: number): boolean {
  const first = entries.get(key)
  if (first === undefined) return true
  note(reading, 'yaml-duplicate-key', start, {
    where: `the key \`${key}\``,
    expected: 'each key once',
    found: `it a second time; the first stands in line ${reading.places.at(first.keyStart).line}`,
    fix: 'Remove one of them',
  })
  return false
}

function readScalar(reading: Reading, event: ScalarEvent, fallbackStart: number): YamlScalar {
  if (event.valueStart < 0) return emptyScalar(fallbackStart)
  const text = getScalarValue(reading.text, event)
  const start = scalarStart(reading.text, event)
  if (!text.isWellFormed()) {
    note(reading, 'document-invalid', start, {
      where: 'the document',
      expected: 'Unicode text',
      found: 'half of a surrogate pair',
    })
  }
  if (event.style !== SCALAR_STYLE.PLAIN) return { kind: 'scalar', start, size: 1, value: text, raw: null }
  return { kind: 'scalar', start, size: 1, value: plainScalar(text), raw: text }
}

function plainScalar(text: string): string | number | boolean | null {
  for (const tag of plainTags) {
    const value = tag.resolve(text, false, tag.tagName)
    if (value !== NOT_RESOLVED) return value
  }
  return text
}

/** The opening quote of a quoted scalar, the first letter of a block one. */
function scalarStart(text: string, event: ScalarEvent): number {
  switch (event.style) {
    case SCALAR_STYLE.SINGLE_QUOTED:
    case SCALAR_STYLE.DOUBLE_QUOTED:
      return event.valueStart - 1
    case SCALAR_STYLE.LITERAL_BLOCK:
    case SCALAR_STYLE.FOLDED_BLOCK:
      return event.valueStart + Math.max(0, text.slice(event.valueStart, event.valueEnd).search(/\S/))
    default:
      return event.valueStart
  }
}

function emptyScalar(start: number): YamlScalar {
  return { kind: 'scalar', start, size: 1, value: null, raw: null }
}

function note(reading: Reading, code: DescriptorCode, start: number, explanation: Explanation): void {
  if (reading.faults.length >= mostNoted) return
  reading.faults.push(new DescriptorFault(code, { ...explanation, place: reading.places.at(start) }))
}
