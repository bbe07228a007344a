import { describe, expect, it } from 'vitest'
import { faultOfGit, wordsOfHook } from './words.ts'

function answer(stderr: string, timedOut = false): { ok: boolean; stdout: string; stderr: string; timedOut: boolean } {
  return { ok: false, stdout: '', stderr, timedOut }
}

const circumstance = {
  where: 'metadata store git:x#towpath',
  doing: 'to read a branch',
  redact: (text: string) => text,
}
const boilerplate = `fatal: Could not read from remote repository.

Please make sure you have the correct access rights
and the repository exists.
`

describe("git's words", () => {
  const said: readonly (readonly [code: string, found: string, stderr: string])[] = [
    [
      'store-denied',
      'git@github.com: Permission denied (publickey)',
      `git@github.com: Permission denied (publickey).\n${boilerplate}`,
    ],
    ['store-denied', 'Host key verification failed', `Host key verification failed.\n${boilerplate}`],
    [
      'store-denied',
      "unable to access 'https://github.com/acme/a.git/': The requested URL returned error: 403",
      "remote: Write access to repository not granted.\nfatal: unable to access 'https://github.com/acme/a.git/': The requested URL returned error: 403\n",
    ],
    [
      'store-denied',
      "could not read Username for 'https://github.com': terminal prompts disabled",
      "fatal: could not read Username for 'https://github.com': terminal prompts disabled\n",
    ],
    [
      'store-absent',
      "repository 'https://github.com/acme/a.git/' not found",
      "remote: Repository not found.\nfatal: repository 'https://github.com/acme/a.git/' not found\n",
    ],
    ['store-absent', 'Repository not found', `ERROR: Repository not found.\n${boilerplate}`],
    [
      'store-unreachable',
      "unable to access 'https://x/': Could not resolve host: x",
      "fatal: unable to access 'https://x/': Could not resolve host: x\n",
    ],
    [
      'store-unreachable',
      'early EOF',
      'fetch-pack: unexpected disconnect while reading sideband packet\nfatal: early EOF\n',
    ],
    [
      'store-unreadable',
      "'/x' does not appear to be a git repository",
      `fatal: '/x' does not appear to be a git repository\n${boilerplate}`,
    ],
    [
      'store-unreadable',
      "Unable to create '/c/shallow.lock': File exists",
      "fatal: Unable to create '/c/shallow.lock': File exists.\n\nAnother git process seems to be running in this repository\n",
    ],
    ['store-unreadable', 'something new', 'fatal: something new\n'],
    ['store-unreadable', 'nothing from git but a failure', ''],
  ]
  for (const [code, found, stderr] of said) {
    it(`mean ${code}: ${found}`, () => {
      const fault = faultOfGit(answer(stderr), circumstance)
      expect(fault).toMatchObject({ code, retryable: code === 'store-unreachable' })
      expect(fault.explanation.found?.replace('ERROR: ', '')).toBe(found)
      expect(fault.explanation.fix).toBeTruthy()
    })
  }

  it('do not matter when there was no end in time', () => {
    expect(faultOfGit(answer('fatal: whatever\n', true), circumstance)).toMatchObject({
      code: 'store-unreachable',
      retryable: true,
    })
  })

  it('of a rule on the server are told whole', () => {
    const stderr = `remote: error: GH013: Repository rule violations found for refs/heads/towpath/environments/prod.
remote: Review all repository rules at https://github.com/acme/a/rules
remote:
remote: - Cannot update this protected ref.
error: failed to push some refs to 'https://github.com/acme/a.git'
`
    expect(wordsOfHook(answer(stderr))).toContain('Cannot update this protected ref')
  })
})
