import { describe, expect, it } from 'vitest'
import { commandEnvironment } from './child-environment.ts'

describe('the environment of a command of the repository', () => {
  const given = {
    PATH: '/usr/bin',
    HOME: '/home/me',
    NODE_ENV: 'production',
    INPUT_TOKEN: 't',
    INPUT_MANIFEST: 'towpath.yaml',
    ACTIONS_RUNTIME_TOKEN: 't',
    ACTIONS_ID_TOKEN_REQUEST_URL: 'u',
    GITHUB_TOKEN: 't',
    GH_TOKEN: 't',
    NODE_AUTH_TOKEN: 't',
    AWS_SECRET_ACCESS_KEY: 's',
    DB_PASSWORD: 'p',
    SSH_PRIVATE_KEY: 'k',
    SIGNING_KEY: 'k',
    SIGNING_KEY_PASSPHRASE: 'p',
    GH_PAT: 't',
    KEYBOARD: 'de',
    GITHUB_OUTPUT: '/tmp/output',
    GITHUB_ENV: '/tmp/env',
    GITHUB_SHA: 'abc',
    GITHUB_REPOSITORY: 'acme/shop',
    STATE_x: '1',
    EMPTY: '',
    ABSENT: undefined,
  }

  it('has what a build needs, and nothing that speaks for the job', () => {
    expect(commandEnvironment(given)).toEqual({
      PATH: '/usr/bin',
      HOME: '/home/me',
      NODE_ENV: 'production',
      KEYBOARD: 'de',
      GITHUB_SHA: 'abc',
      GITHUB_REPOSITORY: 'acme/shop',
      EMPTY: '',
    })
  })
})
