import type { Problem } from '@towpath/descriptor'
import type { EnvironmentSpec } from './environment-spec.ts'

/** `sets`: each version of a set once. */
export function* setProblems(spec: EnvironmentSpec): Generator<Problem> {
  for (const [name, versions] of Object.entries(spec.sets ?? {})) {
    if (typeof versions === 'string') continue
    for (const [index, version] of versions.entries()) {
      if (versions.indexOf(version) !== index)
        yield {
          path: ['sets', name, index],
          expected: 'each version once',
          found: `${version} a second time`,
          fix: 'Remove it',
        }
    }
  }
}
