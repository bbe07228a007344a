import { type Problem, parseYamlDocument } from '@towpath/descriptor'
import { addressProblems } from './address-problems.ts'
import { type EnvironmentSpec, environmentSpecSchema } from './environment-spec.ts'
import { hostProblems } from './host-problems.ts'
import { policyProblems } from './policy-problems.ts'
import { serviceProblems } from './service-problems.ts'

/**
 * An environment's spec as people write it. `file` as the person names it. Throws DescriptorFaults of
 * `@towpath/descriptor`: every problem at once, each with its line and column; what a later version will carry out is
 * refused with `not-yet`.
 */
export function parseEnvironmentSpec(text: string, file: string): EnvironmentSpec {
  return parseYamlDocument(text, {
    file,
    schema: environmentSpecSchema,
    example: 'environment: staging',
    check: specProblems,
  })
}

/** What the schema alone can't see: names that lead nowhere, and things that can't both be. */
function* specProblems(spec: EnvironmentSpec): Generator<Problem> {
  yield* hostProblems(spec)
  yield* addressProblems(spec)
  yield* serviceProblems(spec)
  yield* policyProblems(spec)
}
