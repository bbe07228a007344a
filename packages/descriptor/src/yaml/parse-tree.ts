import { EVENT_ID, type Event, parseEvents, YAMLException } from 'js-yaml'
import { DescriptorFault, DescriptorFaults } from '../fault.ts'
import { Places } from './places.ts'
import { readTree } from './read-tree.ts'
import type { YamlNode } from './tree.ts'

/** FORMATS: a YAML document has at most 1 MiB. */
const mostBytes = 1_048_576

export interface ParsedTree {
  readonly tree: YamlNode
  readonly places: Places
  /** What YAML allows and Towpath refuses; the tree is good enough to look for further problems. */
  readonly faults: readonly DescriptorFault[]
}

/** Throws DescriptorFaults where there is no tree to look at: too large, no YAML, no document or several. */
export function parseTree(text: string, file: string, example: string | undefined): ParsedTree {
  const bytes = Buffer.byteLength(text)
  if (bytes > mostBytes) {
    throw single('yaml-too-large', {
      where: 'the document',
      expected: `at most ${mostBytes} bytes (1 MiB)`,
      found: `${bytes} bytes`,
      place: { file },
    })
  }
  const places = new Places(text, file)
  const documents = splitDocuments(readEvents(text, places))
  const [events, second] = documents
  if (events === undefined || events.length === 0) {
    throw single('yaml-empty', {
      where: 'the document',
      expected: 'keys and values',
      found: 'nothing',
      ...(example === undefined ? {} : { fix: `Begin with \`${example}\`` }),
      place: { file, line: 1, column: 1 },
    })
  }
  if (second !== undefined) {
    throw single('yaml-several-documents', {
      where: 'the document',
      expected: 'one document in the file',
      found: `${documents.length} documents, divided by \`---\``,
      fix: 'Keep one; put the others into files of their own',
      place: places.at(startOfSecond(text, second)),
    })
  }
  return { ...readTree(text, events, places), places }
}

/** Its first value, or the last divider when it has none. */
function startOfSecond(text: string, events: readonly Event[]): number {
  const [first] = events
  if (first !== undefined && 'start' in first) return first.start
  if (first !== undefined && 'valueStart' in first && first.valueStart >= 0) return first.valueStart
  return text.lastIndexOf('\n---') + 1
}

function splitDocuments(events: readonly Event[]): Event[][] {
  const documents: Event[][] = []
  let depth = 0
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) documents.push([])
    else if (depth > 1 || event.type !== EVENT_ID.POP) documents.at(-1)?.push(event)
    if (event.type === EVENT_ID.POP) depth -= 1
    else if (event.type !== EVENT_ID.SCALAR && event.type !== EVENT_ID.ALIAS) depth += 1
  }
  return documents
}

function readEvents(text: string, places: Places): Event[] {
  try {
    return parseEvents(text, {})
  } catch (cause) {
    if (!(cause instanceof YAMLException)) throw cause
    throw new DescriptorFaults([syntaxFault(text, places, cause)])
  }
}

/** js-yaml's reason at its place, with advice where the cause can be seen. */
function syntaxFault(text: string, places: Places, cause: YAMLException): DescriptorFault {
  const position = cause.mark?.position ?? 0
  const lineStart = places.lineStart(Math.min(position, text.length))
  const indentation = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? ''
  const tab = indentation.indexOf('\t')
  if (tab >= 0) {
    return new DescriptorFault(
      'yaml-syntax',
      {
        where: 'the document',
        expected: 'spaces as indentation',
        found: 'a tab',
        fix: 'Replace the tab with spaces',
        place: places.at(lineStart + tab),
      },
      { cause },
    )
  }
  const fix = syntaxFix(text, position)
  return new DescriptorFault(
    'yaml-syntax',
    {
      where: 'the document',
      expected: 'YAML',
      found: `what can't be read: ${cause.reason}`,
      ...(fix === undefined ? {} : { fix }),
      place: places.at(position),
    },
    { cause },
  )
}

function syntaxFix(text: string, position: number): string | undefined {
  const letter = text[position]
  if (letter === '@' || letter === '`') return `A value that begins with \`${letter}\` is written in quotes`
  if (letter === ':') return 'A value that contains a colon and a space is written in quotes'
  return undefined
}

function single(...[code, explanation]: ConstructorParameters<typeof DescriptorFault>): DescriptorFaults {
  return new DescriptorFaults([new DescriptorFault(code, explanation)])
}
