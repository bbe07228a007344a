import type { Problem } from '@towpath/descriptor'
import type { EnvironmentSpec } from './environment-spec.ts'

const knownGates = new Set(['order', 'soak'])

/** What has to be so before something comes here. */
export function* policyProblems(spec: EnvironmentSpec): Generator<Problem> {
  yield* afterProblems(spec)
  if (spec.sets !== undefined) {
    yield {
      path: ['sets'],
      at: 'key',
      code: 'not-yet',
      expected: 'no sets',
      found: 'not yet: package sets in a spec',
      fix: 'Name their packages under `packages`',
    }
  }
  const { policy } = spec
  if (policy?.soakMinutes !== undefined && policy.soakMinutes > 0 && spec.after === undefined) {
    yield {
      path: ['policy', 'soakMinutes'],
      at: 'key',
      expected: '`after` with the environments to soak in',
      found: 'none',
      fix: 'Add `after: [dev]`, or remove it',
    }
  }
  for (const [gate, strength] of Object.entries(policy?.gates ?? {})) {
    if (!knownGates.has(gate) && strength !== 'off') {
      const path = ['policy', 'gates', gate]
      yield {
        path,
        at: 'key',
        code: 'not-yet',
        expected: 'the gates `order` and `soak`',
        found: `not yet: the gate \`${gate}\``,
        fix: 'Remove it, or say `off`',
      }
    }
  }
}

function* afterProblems(spec: EnvironmentSpec): Generator<Problem> {
  const { after } = spec
  if (after === undefined) return
  const path = Array.isArray(after) ? ['after'] : ['after', 'any']
  const names = Array.isArray(after) ? after : after.any
  for (const [index, name] of names.entries()) {
    if (name === spec.environment)
      yield { path: [...path, index], expected: 'another environment', found: `${name} itself` }
    else if (names.indexOf(name) !== index)
      yield {
        path: [...path, index],
        expected: 'each environment once',
        found: `${name} a second time`,
        fix: 'Remove it',
      }
  }
}
