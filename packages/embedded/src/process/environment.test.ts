import { expect, it } from 'vitest'
import { allowedEnvironment } from './environment.ts'

it('keeps what a process needs and nothing that a runner or a step put there', () => {
  const kept = { PATH: '/bin', HOME: '/h', LANG: 'C', LC_ALL: 'C', TZ: 'UTC' }
  const dropped = {
    RUNNER_TRACKING_ID: '1',
    INPUT_TOKEN: '2',
    GITHUB_TOKEN: '3',
    ACTIONS_RUNTIME_TOKEN: '4',
    AWS_SECRET: '5',
    NODE_OPTIONS: '6',
    TMPDIR: '/runner/_temp',
  }
  expect(allowedEnvironment({ ...kept, ...dropped })).toEqual(kept)
})
