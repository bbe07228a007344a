import type { Comparison, ContractChange } from '@towpath/descriptor'
import { z } from 'zod'
import { StepFault } from '../../step-fault.ts'
import type { ContractPair } from './contract-pair.ts'
import { findTool, runTool, type Tool, type ToolRun, toolFailed } from './tool.ts'

type Given = Pick<ToolRun, 'environment' | 'signal'>

/** A line of `buf breaking --error-format json`. */
const annotationSchema = z.object({
  path: z.string().optional(),
  start_line: z.int().optional(),
  start_column: z.int().optional(),
  type: z.string(),
  message: z.string(),
})

type Annotation = z.infer<typeof annotationSchema>

/** PACKAGE: what the generated code of a client, or bytes on the wire, would stumble over, wherever in the file it stands. */
const config = '{"version":"v2","breaking":{"use":["PACKAGE"]}}'
const violations = 100
/** Says where a generator puts its code, or how that looks: each client generates its own. */
const generation = /^FILE_SAME_(?!PACKAGE$|SYNTAX$)|^FIELD_SAME_(JSTYPE|CPP_STRING_TYPE|JAVA_UTF8_VALIDATION)$/

/**
 * What clients of a protobuf contract find changed, by `buf breaking`. It tells breaks only; asked the other way round it tells what
 * is new. Without buf on PATH nobody compares, and that is what is answered.
 */
export async function compareProtobuf(pair: ContractPair, given: Given): Promise<Comparison> {
  const imported = [pair.was, pair.is].flatMap(importsOf)
  if (imported.length > 0) {
    const why = `it imports ${[...new Set(imported)].join(', ')}, which is not part of the contract`
    return unproven(pair, why, 'Write the contract into one file')
  }
  const path = await findTool('buf', given.environment)
  if (path === null)
    return unproven(
      pair,
      'there is no `buf` on PATH to compare it',
      'Put buf (https://buf.build/docs/cli/installation) on PATH',
    )
  const wayOut = 'Mend it, or take buf off PATH: then the contract counts as unproven'
  const buf: Tool = { name: 'buf', path, wayOut }
  const breaks = await breaking(buf, pair, given)
  if (breaks.some(({ type, path: at }) => type === 'COMPILE' && at?.startsWith('was/')))
    return unproven(pair, 'the contract of the baseline can’t be compiled', undefined)
  refuseUncompiled(pair, breaks)
  const additions = await breaking(buf, { ...pair, was: pair.is, is: pair.was }, given)
  const changes = breaks.map(
    (one): ContractChange => ({ level: 'major', place: placeOf(pair, one), what: clause(one.message) }),
  )
  return { changes: [...changes, ...additions.flatMap((one) => additionOf(pair, one))], unproven: [] }
}

/** Google's own come with buf. */
function importsOf(text: string): string[] {
  const names = [...text.matchAll(/^\s*import\s+(?:(?:public|weak|option)\s+)?["']([^"']+)["']/gm)].map(
    ([, name = '']) => name,
  )
  return names.filter((name) => !name.startsWith('google/protobuf/'))
}

function unproven({ path }: ContractPair, why: string, fix: string | undefined): Comparison {
  return { changes: [], unproven: [{ place: path, why, ...(fix !== undefined && { fix }) }] }
}

async function breaking(buf: Tool, { was, is }: ContractPair, given: Given): Promise<Annotation[]> {
  const { code, output, complaint } = await runTool(buf, {
    ...given,
    args: ['breaking', 'is', '--against', 'was', '--error-format', 'json'],
    files: { 'was/contract.proto': was, 'was/buf.yaml': config, 'is/contract.proto': is, 'is/buf.yaml': config },
  })
  if (code !== 0 && code !== violations) throw toolFailed(buf, `exit code ${code}: ${complaint.slice(0, 500)}`)
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => parseAnnotation(buf, line))
    .filter(({ type }) => !generation.test(type))
}

function parseAnnotation(buf: Tool, line: string): Annotation {
  try {
    return annotationSchema.parse(JSON.parse(line))
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof z.ZodError)) throw cause
    throw toolFailed(buf, `a line of another form: ${line.slice(0, 200)}`)
  }
}

function refuseUncompiled(pair: ContractPair, annotations: readonly Annotation[]): void {
  const error = annotations.find(({ type }) => type === 'COMPILE')
  if (error === undefined) return
  throw new StepFault('contract-invalid', {
    where: `The contract ${placeOf(pair, error)}`,
    expected: 'protobuf that compiles',
    found: error.message,
  })
}

function placeOf({ path }: ContractPair, { start_line: line, start_column: column }: Annotation): string {
  return [path, line, column].filter((part) => part !== undefined).join(':')
}

const clause = (message: string): string => message.replace(/\.$/, '')

/** Seen backwards, what was deleted is what was added. Other differences were told as breaks already. */
function additionOf(pair: ContractPair, annotation: Annotation): ContractChange[] {
  const [, what] = /^Previously present (.*) was deleted\b/.exec(annotation.message) ?? []
  return what === undefined ? [] : [{ level: 'minor', place: pair.path, what: `added ${what}` }]
}
