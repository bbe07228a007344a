import type { Comparison, ContractChange } from '@towpath/descriptor'
import { z } from 'zod'
import type { ContractPair } from './contract-pair.ts'
import { runTool, type Tool, type ToolAnswer, type ToolRun, toolFailed } from './tool.ts'

const placeSchema = z.object({ line: z.int().optional(), column: z.int().optional() })

/** An entry of `oasdiff changelog --format json`. */
const entrySchema = z.object({
  id: z.string(),
  text: z.string(),
  /** 3 breaks, 2 may break, 1 does not. */
  level: z.int(),
  operation: z.string().optional(),
  path: z.string().optional(),
  baseSource: placeSchema.optional(),
  revisionSource: placeSchema.optional(),
})

type Entry = z.infer<typeof entrySchema>

/** Removals that oasdiff lets pass: announced beforehand, or of what a client need not have relied on. SemVer knows neither. */
const removals = /removed-with-deprecation$|^response-optional-property-removed$|^optional-response-header-removed$/
/** Says nothing of what a client sends or gets. */
const notes = /^api-tag-|-annotation-only$|^api-schema-removed$|^api-(major-)?version-/

/** English, as its texts become ours; and nothing is fetched that a `$ref` names. */
const options = ['--format', 'json', '--lang', 'en', '--allow-external-refs=false']

/** What clients of an API find changed, by oasdiff. */
export async function compareByOasdiff(
  path: string,
  pair: ContractPair,
  given: Pick<ToolRun, 'environment' | 'signal'>,
): Promise<Comparison> {
  const wayOut = 'Mend it, or take oasdiff off PATH: then Towpath compares the contracts itself'
  const oasdiff: Tool = { name: 'oasdiff', path, wayOut }
  const ask = (more: readonly string[]): Promise<ToolAnswer> =>
    runTool(oasdiff, {
      ...given,
      args: ['changelog', 'was.yaml', 'is.yaml', ...options, ...more],
      files: { 'was.yaml': pair.was, 'is.yaml': pair.is },
    })
  const flat = await ask(['--flatten-allof', '--flatten-params'])
  // Parts of an `allOf` that contradict each other can't be put together; then they are compared one by one.
  const { code, output, complaint } = flat.complaint.includes('failed to flatten') ? await ask([]) : flat
  if (code !== 0) throw toolFailed(oasdiff, `exit code ${code}: ${complaint.slice(0, 500)}`)
  const changes = parseEntries(oasdiff, output).flatMap((entry) => changeOf(pair, entry))
  const of = (level: ContractChange['level']): ContractChange[] => changes.filter((change) => change.level === level)
  return { changes: [...of('major'), ...of('minor')], unproven: [] }
}

function parseEntries(oasdiff: Tool, output: string): Entry[] {
  try {
    return z.array(entrySchema).parse(JSON.parse(output))
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof z.ZodError)) throw cause
    throw toolFailed(oasdiff, `an answer of another form: ${output.slice(0, 200)}`)
  }
}

function changeOf({ path }: ContractPair, entry: Entry): ContractChange[] {
  if (notes.test(entry.id)) return []
  const level = entry.level > 1 || removals.test(entry.id) ? 'major' : 'minor'
  const { line, column } = entry.revisionSource ?? entry.baseSource ?? {}
  const side = entry.revisionSource === undefined && line !== undefined ? ' of the version before' : ''
  const place = `${[path, line, column].filter((part) => part !== undefined).join(':')}${side}`
  const operation = [entry.operation, entry.path].filter((part) => part !== undefined && part !== '').join(' ')
  return [{ level, place, what: operation === '' ? entry.text : `${operation}: ${entry.text}` }]
}
