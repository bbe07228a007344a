import { describe, expect, it } from 'vitest'
import { parseChallenges } from './challenge.ts'

describe('a WWW-Authenticate header', () => {
  it('is read as one scheme with its parameters', () => {
    const header = 'Bearer realm="https://ghcr.io/token",service="ghcr.io",scope="repository:acme/orders:pull,push"'
    expect(parseChallenges(header)).toEqual([
      {
        scheme: 'bearer',
        parameters: { realm: 'https://ghcr.io/token', service: 'ghcr.io', scope: 'repository:acme/orders:pull,push' },
      },
    ])
  })

  it('is read as several schemes, without those we do not speak', () => {
    const header = 'Negotiate, Basic realm="a \\"quoted\\" one", BEARER Realm=plain , error="x"'
    expect(parseChallenges(header)).toEqual([
      { scheme: 'basic', parameters: { realm: 'a "quoted" one' } },
      { scheme: 'bearer', parameters: { realm: 'plain', error: 'x' } },
    ])
  })

  it.each([null, '', '""', '===', 'realm="x"'])('that says nothing gives nothing: %j', (header) => {
    expect(parseChallenges(header)).toEqual([])
  })
})
