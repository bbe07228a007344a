import { MetadataStoreFault } from '../fault.ts'
import type { GitAnswer } from './git.ts'

/** What git adds to every failure and what says nothing about this one. */
const boilerplate =
  /^(hint:|To |Please make sure you have|and the repository exists|fatal: Could not read from remote|error: failed to push some refs|Done$|send-pack: unexpected|\s*$)/

/** Lines that git wrote for people, without the boilerplate. */
function linesOf(stderr: string): readonly string[] {
  return stderr
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => !boilerplate.test(line))
}

/** The line that says most: the last one that names an error, else the last. */
export function lastWord(answer: GitAnswer): string {
  const lines = linesOf(answer.stderr)
  const telling = lines.findLast((line) => /^(remote: )?(fatal|error): /.test(line)) ?? lines.at(-1)
  return telling?.replace(/^(remote: )?(fatal|error): /, '').replace(/\.$/, '') ?? 'nothing from git but a failure'
}

/** What the other side says of a refusal, in its own words. */
export function wordsOfHook(answer: GitAnswer): string {
  const lines = linesOf(answer.stderr)
    .filter((line) => line.startsWith('remote: '))
    .map((line) => line.slice('remote: '.length).trim())
  const own = lines.filter((line) => line !== '' && !/^error: (hook declined|failed to)/.test(line))
  return own.length === 0 ? lastWord(answer) : own.join('; ').replace(/\.$/, '')
}

export interface Circumstance {
  /** The store, without credentials. */
  readonly where: string
  /** What was being done, as `expected …` reads it: `to read the branch x`. */
  readonly doing: string
  readonly redact: (text: string) => string
}

/** The fault behind a failed call of git, told by its own (English, LC_ALL=C) words. */
export function faultOfGit(answer: GitAnswer, { where, doing, redact }: Circumstance): MetadataStoreFault {
  const found = answer.timedOut ? 'no end within the time limit' : redact(lastWord(answer))
  const kind = answer.timedOut ? unreachable : (kinds.find(({ words }) => words.test(answer.stderr)) ?? other)
  const fix = kind.fix.replace('<repository>', /repository at '([^']+)'/.exec(answer.stderr)?.[1] ?? '<repository>')
  return new MetadataStoreFault(kind.code, { where, expected: doing, found, fix }, { retryable: kind === unreachable })
}

interface Kind {
  readonly code: 'store-absent' | 'store-unreadable' | 'store-denied' | 'store-corrupt' | 'store-unreachable'
  readonly words: RegExp
  readonly fix: string
}

const unreachable: Kind = {
  code: 'store-unreachable',
  words:
    /could not resolve host|connection (refused|reset|timed out|closed)|timed out|hung up|early EOF|unexpected disconnect|sideband|unable to access|RPC failed|network is unreachable|no route to host/i,
  fix: 'Check that this machine reaches it, then run it again',
}

const other: Kind = {
  code: 'store-unreadable',
  words: /^/,
  fix: 'Check the metadata-store URL and the repository behind it',
}

/** In this order: what is said first in the list explains more than what follows. */
const kinds: readonly Kind[] = [
  {
    code: 'store-unreadable',
    words: /\.lock': File exists/,
    fix: 'Another run may be at work there; if none is, remove the lock file that git names',
  },
  {
    code: 'store-denied',
    words: /detected dubious ownership/,
    fix: 'The repository belongs to another user of this machine. If it may be trusted: `git config --global --add safe.directory <repository>`',
  },
  {
    code: 'store-denied',
    words: /Host key verification failed/,
    fix: "Add the server's key to known_hosts after checking its fingerprint",
  },
  {
    code: 'store-denied',
    words:
      /permission denied|authentication failed|could not read (username|password)|terminal prompts disabled|returned error: (401|403)|write access to repository not granted|insufficient permission|unable to create (temporary object )?directory|denied to/i,
    fix: 'Give a metadata-token (or a key, or file permissions) that may read and write the store',
  },
  {
    code: 'store-unreachable',
    words: /returned error: 30\d/,
    fix: 'The server sends on to another address, where the token is not sent: use that address',
  },
  {
    code: 'store-absent',
    words: /repository .*not found|returned error: 404/i,
    fix: 'Check the metadata-store URL, and that the token may see the repository',
  },
  {
    code: 'store-unreadable',
    words: /does not appear to be a git repository|not a git repository|invalid gitfile format/,
    fix: 'Check the metadata-store URL; `git init --bare <folder>` makes a new store',
  },
  {
    code: 'store-corrupt',
    words:
      /corrupt|bad object|bad tree|bad pack|missing (blob|tree|commit|necessary)|unable to read|did not send all necessary|invalid (object|sha1 pointer)|unresolved deltas|upload-pack: not our ref|broken/i,
    fix: 'Look at the repository with `git fsck`, and restore the branch from a clone or backup',
  },
  unreachable,
]
