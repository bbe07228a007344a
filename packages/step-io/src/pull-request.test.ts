import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { pullRequestOf, readEvent } from './pull-request.ts'
import { readRunnerContext } from './run-context.ts'

const repository = 'https://github.com/acme/shop'
const url = `${repository}/pull/12`

describe('the pull request of a run', () => {
  it.each([
    ['is its own', { pull_request: { html_url: url, number: 12 } }, url],
    ['is the one that was commented on', { issue: { number: 12, pull_request: { html_url: url } } }, url],
    ['is the one that was merged', { head_commit: { message: 'Merge pull request #12 from acme/x\n\nTitle' } }, url],
    ['is the one that was squashed', { head_commit: { message: 'Promote stock (#12)\n\n* one (#9)' } }, url],
    ['is none of a commented issue', { issue: { number: 3 } }, null],
    ['is none of a push of other commits', { head_commit: { message: 'Fix (#12) again' } }, null],
    ['is none of a push that removes a branch', { head_commit: null }, null],
    ['is none of a dispatch', { inputs: { environment: 'dev' } }, null],
    ['is none where there is no event', null, null],
  ])('%s', (_name, event, expected) => {
    expect(pullRequestOf(event, repository)).toBe(expected)
  })
})

describe('the event of a run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-event-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is read from its file, and may lack', () => {
    const path = join(folder, 'event.json')
    writeFileSync(path, JSON.stringify({ pull_request: { html_url: url } }))
    const runner = { GITHUB_REPOSITORY: 'acme/shop', GITHUB_RUN_ID: '1', GITHUB_EVENT_PATH: path }
    expect(readRunnerContext(runner).pullRequest).toBe(url)
    writeFileSync(path, '{')
    expect(readEvent(path)).toBeNull()
    expect(readEvent(join(folder, 'nowhere.json'))).toBeNull()
    expect(readEvent(undefined)).toBeNull()
  })
})
