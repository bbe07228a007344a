import { type Digest, digestOf } from '@towpath/descriptor'
import { parseEnvironmentSpec } from '@towpath/environment'
import { describe, expect, it } from 'vitest'
import { deploymentOf } from '../trial/trial-site.ts'
import { verifyHostRevisions } from './verify-host-revisions.ts'

const spec = parseEnvironmentSpec(
  `environment: dev
address: {vip: 127.0.0.1, port: 18080}
proxies: {kind: embedded}
hostGroups: {web: {connection: local, root: ~/.towpath/hosts, hosts: [{name: here, address: 127.0.0.1}]}}
services: {stock: {hostGroup: web}}
`,
  'dev.yaml',
)
const digestOfNumber = (number: number) => digestOf(`dev@${number}`)
const target = deploymentOf(spec, [], { number: 5 })

/** Of a store that has 1 to 6, with 5 to be deployed. Gives what it asked about lineage, or the fault's code. */
async function judge(
  hosts: Readonly<Record<string, readonly [number, Digest] | null>>,
  takenOver: readonly string[] = [],
) {
  const since: number[] = []
  const inspections = Object.fromEntries(
    Object.entries(hosts).map(([host, last]) => [
      host,
      { revision: last === null ? null : { number: last[0], digest: last[1] } },
    ]),
  )
  const request = {
    target,
    base: null,
    digestOf: async (number: number) => (number > 6 ? null : digestOfNumber(number)),
    takenOver: new Map(takenOver.flatMap((host) => (hosts[host] ? [[host, hosts[host][1]] as const] : []))),
    verifyLineage: async (number: number) => void since.push(number),
  }
  try {
    await verifyHostRevisions(request, inspections)
    return since
  } catch (error) {
    expect(since).toEqual([])
    return error
  }
}

const own = (number: number) => [number, number === 5 ? target.digest : digestOfNumber(number)] as const

describe('a revision', () => {
  it('goes to hosts that got one before it, this one, or none', async () => {
    expect(await judge({ one: own(3), two: own(4), three: null })).toEqual([4])
    expect(await judge({ one: own(5) })).toEqual([5])
    expect(await judge({ one: null })).toEqual([0])
  })

  it.each([
    [
      'one that this store does not have',
      [7, digestOfNumber(7)],
      /expected a revision that this store has, found dev@7/,
    ],
    [
      'another of the same number',
      [4, digestOf('x')],
      /expected dev@4 to be sha256:\w{12}, found dev@4, sha256:\w{12}\. .*take-over: hosts/,
    ],
    [
      'a newer one',
      own(6),
      /expected a revision that dev@5 descends from, found dev@6, which is newer\. Deploy dev@6 or a newer/,
    ],
  ] as const)('is refused where a host got %s', async (_name, last, message) => {
    expect(await judge({ one: own(3), two: last })).toMatchObject({
      code: 'revision-foreign',
      message: expect.stringMatching(message),
      explanation: { where: 'Host two' },
    })
  })

  it('goes to a host that is taken over from another store, whose past then vouches for nothing', async () => {
    const hosts = { one: own(3), two: [7, digestOfNumber(7)] as const }
    expect(await judge(hosts, ['two'])).toEqual([3])
    expect(await judge({ ...hosts, three: [8, digestOf('x')] }, ['two'])).toMatchObject({ code: 'revision-foreign' })
  })

  it('is refused where a host that was to be taken over has got yet another one', async () => {
    const request = {
      target,
      base: null,
      digestOf: async () => null,
      takenOver: new Map([['one', digestOf('seen')]]),
    }
    const inspections = { one: { revision: { number: 9, digest: digestOf('newer') } } }
    await expect(verifyHostRevisions(request, inspections)).rejects.toMatchObject({ code: 'revision-foreign' })
  })
})
