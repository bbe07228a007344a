import type { Problem } from '@towpath/descriptor'
import { type FreezeWindow, parseFreezeWindow } from '../gates/freeze-window.ts'
import { coversEveryWeek } from '../gates/frozen.ts'
import { namedUsers } from '../gates/people.ts'
import type { EnvironmentSpec } from './environment-spec.ts'
import { setProblems } from './set-problems.ts'

/** What has to be so before something comes here; a policy that nothing could ever satisfy is found now, not at night. */
export function* policyProblems(spec: EnvironmentSpec): Generator<Problem> {
  yield* afterProblems(spec)
  yield* setProblems(spec)
  yield* upstreamProblems(spec)
  yield* approvalProblems(spec)
  yield* freezeProblems(spec)
}

/** Gates that look at `after`. */
function* upstreamProblems({ after, policy }: EnvironmentSpec): Generator<Problem> {
  const isNowhere = after === undefined || (Array.isArray(after) && after.length === 0)
  if (!isNowhere) return
  if (policy?.soakMinutes !== undefined && policy.soakMinutes > 0) {
    yield {
      path: ['policy', 'soakMinutes'],
      at: 'key',
      expected: '`after` with the environments to soak in',
      found: 'none',
      fix: 'Add `after: [dev]`, or remove it',
    }
  }
  if (policy?.gates?.matrix === 'require') {
    yield {
      path: ['policy', 'gates', 'matrix'],
      at: 'key',
      expected: '`after` with the environments in which versions run together first',
      found: 'none',
      fix: 'Add `after: [dev]`, or say `warn`',
    }
  }
}

/** Whoever asks can't approve, and only who may promote can. */
function* approvalProblems({ policy }: EnvironmentSpec): Generator<Problem> {
  const { approvals = 0, allowed, gates } = policy ?? {}
  if (allowed?.promote === undefined || gates?.approvals === 'off') return
  const users = namedUsers(allowed.promote)
  if (users === null || approvals === 0 || users.size - 1 >= approvals) return
  yield {
    path: ['policy', 'approvals'],
    expected: `at most ${users.size - 1}, because \`allowed.promote\` names ${users.size === 1 ? '1 person' : `${users.size} people`} and who asks can't approve`,
    found: String(approvals),
    fix: 'Name more people or a team, or ask for fewer approvals',
  }
}

function* freezeProblems({ policy }: EnvironmentSpec): Generator<Problem> {
  const windows: FreezeWindow[] = []
  for (const [index, text] of (policy?.freeze ?? []).entries()) {
    const parsed = parseFreezeWindow(text)
    if ('window' in parsed) windows.push(parsed.window)
    else yield { path: ['policy', 'freeze', index], ...parsed.problem }
  }
  if (policy?.gates?.freeze === 'off' || !coversEveryWeek(windows)) return
  yield {
    path: ['policy', 'freeze'],
    at: 'key',
    expected: 'windows that leave some time free',
    found: 'windows that cover the whole week',
    fix: 'Leave a time in which something may change, or lock the environment',
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
