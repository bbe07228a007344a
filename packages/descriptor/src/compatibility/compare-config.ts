import { isRecord } from '../explanation/is-record.ts'
import type { Scalar } from '../scalar.ts'
import { type Comparison, sameContract } from './change.ts'
import { Findings } from './findings.ts'
import type { Located } from './located.ts'
import { SchemaComparison } from './schema/compare-schemas.ts'

export interface ConfigContract {
  /** Text of `code.config.schema`, which was checked when it was built. */
  readonly schema: string | undefined
  readonly defaults: Readonly<Record<string, Scalar>>
}

const place = 'code.config.schema'

/**
 * What whoever sets the config finds changed. A required key with a default in the manifest asks nothing of anyone. A first schema
 * breaks only whom it newly asks for a key; one that is taken away breaks its promise.
 */
export function compareConfig(was: ConfigContract, is: ConfigContract): Comparison {
  if (was.schema === undefined && is.schema === undefined) return sameContract
  const findings = new Findings(place)
  if (is.schema === undefined) findings.change('major', '', 'removed: nothing says any longer which config it takes')
  else if (was.schema === undefined) firstSchema(findings, is)
  else {
    const [before, after] = [schemaOf(was), schemaOf(is)]
    new SchemaComparison({
      was: before.value,
      is: after.value,
      findings,
      judgesDefaults: false,
      prefix: { given: '', answered: '' },
    }).compare(before, after, 'given')
  }
  return findings.comparison()
}

function firstSchema(findings: Findings, is: ConfigContract): void {
  findings.change('minor', '', 'a first schema of the config')
  const { value } = schemaOf(is)
  const required = isRecord(value) && Array.isArray(value['required']) ? value['required'] : []
  for (const key of required) findings.change('major', '/required', `\`${key}\` became required`)
}

/** Without the required keys that the package itself gives a value. */
function schemaOf({ schema = '{}', defaults }: ConfigContract): Located {
  const value: unknown = JSON.parse(schema)
  if (!isRecord(value) || !Array.isArray(value['required'])) return { value, pointer: '' }
  const required = value['required'].filter((key) => typeof key !== 'string' || !Object.hasOwn(defaults, key))
  return { value: { ...value, required }, pointer: '' }
}
