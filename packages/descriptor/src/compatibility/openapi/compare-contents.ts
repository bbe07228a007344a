import { child, type Located, members } from '../located.ts'
import type { Direction } from '../schema/effect.ts'
import type { OpenApiSides } from './openapi-sides.ts'

/** Bodies by media type. */
export function compareContents(
  { schemas, findings }: Pick<OpenApiSides, 'schemas' | 'findings'>,
  was: Located,
  is: Located,
  direction: Direction,
): void {
  const [before, after] = [byType(was), byType(is)]
  for (const [type, content] of before) {
    const now = after.get(type)
    if (now === undefined) findings.change('major', content.pointer, 'removed')
    else schemas.compare(child(content, 'schema'), child(now, 'schema'), direction)
  }
  for (const [type, content] of after) if (!before.has(type)) findings.change('minor', content.pointer, 'added')
}

/** Types are written in any case, and parameters with or without a space. */
function byType(content: Located): Map<string, Located> {
  return new Map([...members(content)].map(([type, one]) => [type.toLowerCase().replaceAll(' ', ''), one]))
}
