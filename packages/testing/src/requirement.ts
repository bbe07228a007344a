import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Something that a suite needs beyond Node, git and Debian's basics. */
export interface Requirement {
  /** Short name, as in TOWPATH_REQUIRE. */
  readonly name: string
  /** How to get it, for the person who reads that a suite was skipped. */
  readonly remedy: string
  readonly isMet: () => boolean
}

export const dockerRegistry = program('registry', 'docker-registry', 'Debian package docker-registry')
export const skopeo = program('skopeo', 'skopeo', 'Debian package skopeo')
export const htpasswd = program('htpasswd', 'htpasswd', 'Debian package apache2-utils')
export const haproxy = program('haproxy', 'haproxy', 'Debian package haproxy')
export const openssl = program('openssl', 'openssl', 'Debian package openssl')
/** OpenSSH's own judge of keys and signatures. */
export const sshKeygen = program('ssh-keygen', 'ssh-keygen', 'Debian package openssh-client')
/** A real runner of workflows. */
export const runner = program('runner', 'act', 'go install github.com/nektos/act@latest')

/** What compares contracts at publish, where it is there. */
export const buf = program('buf', 'buf', 'npm ci brings it; put node_modules/.bin on PATH')
export const oasdiff = program('oasdiff', 'oasdiff', 'go install github.com/oasdiff/oasdiff@v1.37.0')

/** For programs of the tests that are written in C. */
export const compiler = program('gcc', 'gcc', 'Debian packages gcc and libc6-dev')

/** For the examples that are written in it. */
export const go = program('go', 'go', 'Debian package golang-go, or go.dev/dl')
export const python3 = program('python3', 'python3', 'Debian package python3')

/** To give files to other users, and to become somebody else. */
export const superuser: Requirement = {
  name: 'root',
  remedy: 'run the tests as root',
  isMet: () => process.getuid?.() === 0,
}

/**
 * A suite that needs more than every machine has. Where it is not there the suite is skipped, with the reason in its title, so that
 * it is counted and read. With TOWPATH_REQUIRE=all (as in CI), or the requirement's name in it, it fails instead.
 */
export function describeWith(requirements: readonly Requirement[], title: string, body: () => void): void {
  const missing = requirements.filter((requirement) => !requirement.isMet())
  if (missing.length === 0) {
    describe(title, body)
    return
  }
  const reason = missing.map(({ name, remedy }) => `needs ${name} (${remedy})`).join(', ')
  const required = (process.env['TOWPATH_REQUIRE'] ?? '').split(',')
  if (required.includes('all') || missing.some(({ name }) => required.includes(name))) {
    describe(title, () => {
      it('has what it needs', () => expect.fail(reason))
    })
    return
  }
  describe.skip(`${title} [skipped: ${reason}]`, body)
}

function program(name: string, command: string, remedy: string): Requirement {
  return { name, remedy, isMet: () => findProgram(command) !== null }
}

/** Path of a program on PATH, or null. */
export function findProgram(command: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.map((folder) => join(folder, command)).find(isExecutable) ?? null
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
