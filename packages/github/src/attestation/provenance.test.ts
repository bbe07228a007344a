import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { getOctokit } from '@actions/github'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type AttestingAuthority, openAttestingAuthority } from '../testing/attesting-authority.ts'
import { judgeAttestation } from './build-attestation.ts'
import { findProvenance } from './find-provenance.ts'
import { sigstoreTrust } from './sigstore-trust.ts'

type Octokit = ReturnType<typeof getOctokit>
/** GitHub's own description of the answer (@octokit/openapi-types, from github/rest-api-description). */
type Answer = Awaited<ReturnType<Octokit['rest']['repos']['listAttestations']>>['data']
type OfficialBundle = NonNullable<NonNullable<Answer['attestations']>[number]['bundle']>

const sha256 = 'a'.repeat(64)
const repository = 'acme/stock'
const built = { sha256, repository }
const token = 'ghs_0123456789abcdefSECRET'
const workflow = 'https://github.com/acme/stock/.github/workflows/release.yml@refs/heads/main'

let authority: AttestingAuthority
beforeAll(async () => {
  authority = await openAttestingAuthority()
})
afterAll(() => authority[Symbol.asyncDispose]())

let server: Server | undefined
afterEach(async () => {
  server?.closeAllConnections()
  server?.close()
  if (server !== undefined) await once(server, 'close')
  server = undefined
})

/** A GitHub that answers every request so, and notes what it is asked. */
async function github(status: number, body: Answer | { message: string }) {
  const asked: string[] = []
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const at = server.address()
  return { url: `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}`, asked }
}

const answerOf = (...bundles: readonly unknown[]): Answer => ({
  attestations: bundles.map((bundle) => ({ bundle: Object(bundle) satisfies OfficialBundle, repository_id: 1 })),
})

describe('an attestation', () => {
  it('proves which workflow built these bytes', async () => {
    const bundle = await authority.attest(built)
    expect(judgeAttestation(bundle, built, authority.trust)).toEqual({ kind: 'verified', workflow })
  })

  it.each<readonly [string, () => Promise<unknown>, RegExp]>([
    [
      'of another repository',
      () => authority.attest({ ...built, repository: 'eve/stock' }),
      /^it is of a build in https:\/\/github\.com\/eve\/stock$/,
    ],
    [
      'of a fork with a longer name',
      () => authority.attest({ ...built, repository: 'acme/stock-fork' }),
      /^it is of a build in https:\/\/github\.com\/acme\/stock-fork$/,
    ],
    [
      'by somebody who is not GitHub Actions',
      () => authority.attest({ ...built, issuer: 'https://accounts.example' }),
      /issued to somebody of https:\/\/accounts\.example, not to GitHub Actions/,
    ],
    ['of other bytes', () => authority.attest({ ...built, sha256: 'b'.repeat(64) }), /about other bytes/],
    [
      'of something else than a build',
      () => authority.attest({ ...built, statement: { predicateType: 'https://spdx.dev/Document' } }),
      /no statement of where/,
    ],
    [
      'that is no statement',
      () => authority.attest({ ...built, payloadType: 'text/plain' }),
      /its payload is text\/plain/,
    ],
    ['that is no bundle', async () => ({ mediaType: 'x' }), /no Sigstore bundle/],
    ['that is nothing', async () => null, /no Sigstore bundle/],
  ])('%s proves nothing', async (_name, make, reason) => {
    expect(judgeAttestation(await make(), built, authority.trust)).toEqual({
      kind: 'refused',
      reason: expect.stringMatching(reason),
    })
  })

  it('whose statement was changed proves nothing', async () => {
    const bundle = JSON.parse(JSON.stringify(await authority.attest({ ...built, sha256: 'b'.repeat(64) })))
    const { dsseEnvelope } = bundle
    const statement = Buffer.from(dsseEnvelope.payload, 'base64').toString('utf8')
    dsseEnvelope.payload = Buffer.from(statement.replace('b'.repeat(64), sha256)).toString('base64')
    expect(judgeAttestation(bundle, built, authority.trust)).toMatchObject({ kind: 'refused' })
  })

  it('by an authority that nobody trusts proves nothing', async () => {
    await using other = await openAttestingAuthority()
    const bundle = await other.attest(built)
    for (const trust of [authority.trust, sigstoreTrust()]) {
      expect(judgeAttestation(bundle, built, trust)).toEqual({
        kind: 'refused',
        reason: expect.stringContaining("not yet: GitHub's own, for private ones"),
      })
    }
  })
})

describe('the authorities that are trusted', () => {
  it('are those of Sigstore', () => {
    const { certificateAuthorities, tlogs, ctlogs } = sigstoreTrust()
    expect(certificateAuthorities.length).toBeGreaterThan(0)
    expect(tlogs.length).toBeGreaterThan(0)
    expect(ctlogs.length).toBeGreaterThan(0)
  })
})

describe('the provenance of an archive', () => {
  const ask = (apiUrl: string) => findProvenance(built, { token, apiUrl, trust: authority.trust })

  it('is asked of GitHub by its digest, and one good attestation is enough', async () => {
    const bad = await authority.attest({ ...built, repository: 'eve/stock' })
    const good = await authority.attest(built)
    const { url, asked } = await github(200, answerOf(bad, good))
    expect(await ask(url)).toEqual({ kind: 'verified', workflow })
    expect(asked).toEqual([
      `GET /repos/acme/stock/attestations/sha256%3A${sha256}?predicate_type=provenance&per_page=30 token ${token}`,
    ])
  })

  it('is refused when none is good', async () => {
    const { url } = await github(200, answerOf(await authority.attest({ ...built, repository: 'eve/stock' })))
    expect(await ask(url)).toMatchObject({ kind: 'refused' })
  })

  it.each([
    ['has none', 200, {}],
    ['has an empty list', 200, { attestations: [] }],
    ['knows nothing of it', 404, { message: 'Not Found' }],
  ])('is absent where GitHub %s', async (_name, status, body) => {
    const { url } = await github(status, body)
    expect(await ask(url)).toEqual({ kind: 'absent' })
  })

  it.each([
    ['forbids it', 403],
    ['does not know the token', 401],
    ['is out of order', 502],
  ])('is unknown where GitHub %s, and the token is not shown', async (_name, status) => {
    const { url } = await github(status, { message: 'No' })
    const answer = await ask(url)
    expect(answer).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('GitHub says: ') })
    expect(JSON.stringify(answer)).not.toContain(token)
  })

  it('is unknown where nobody answers', async () => {
    const { url } = await github(200, {})
    server?.close()
    server?.closeAllConnections()
    server = undefined
    expect(await ask(url)).toMatchObject({ kind: 'unknown' })
  })
})
