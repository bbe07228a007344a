import { describe, expect, it } from 'vitest'
import { readRunnerContext, readTerminalContext } from './run-context.ts'

const runner = {
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_RUN_ID: '4711',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_JOB: 'deliver',
  GITHUB_WORKSPACE: '/w/shop',
  GITHUB_ACTOR: 'octocat',
  RUNNER_NAME: 'runner-3',
  RUNNER_TEMP: '/w/_temp',
  HOME: '/home/runner',
}

describe('the context of a run', () => {
  it('is the job, as the runner tells it', () => {
    expect(readRunnerContext(runner)).toMatchObject({
      workspace: '/w/shop',
      repository: 'acme/shop',
      repositoryUrl: 'https://github.com/acme/shop.git',
      actor: 'octocat',
      run: 'https://github.com/acme/shop/actions/runs/4711',
      job: { runId: '4711', attempt: 2, job: 'deliver', runner: 'runner-3', artifacts: false },
      fleeting: ['/w/shop', '/w/_temp'],
    })
  })

  it('knows a GitHub of its own', () => {
    const context = readRunnerContext({
      ...runner,
      GITHUB_SERVER_URL: 'https://git.acme.example',
      GITHUB_API_URL: 'https://git.acme.example/api/v3',
    })
    expect(context.run).toBe('https://git.acme.example/acme/shop/actions/runs/4711')
    expect(context.githubApiUrl).toBe('https://git.acme.example/api/v3')
  })

  it('knows that the artifact service is there by its address and token', () => {
    const context = readRunnerContext({
      ...runner,
      ACTIONS_RUNTIME_TOKEN: 't',
      ACTIONS_RESULTS_URL: 'https://results.example',
    })
    expect(context.job?.artifacts).toBe(true)
  })

  it('is a person at a machine, from a terminal', () => {
    const context = readTerminalContext({ HOME: '/home/me' })
    expect(context).toMatchObject({ repository: null, job: null, home: '/home/me', fleeting: [] })
    expect(context.run).toMatch(/^.+@.+$/)
  })
})
