import { DescriptorFaults } from '@towpath/descriptor'
import { describe, expect, it } from 'vitest'
import { parseEnvironmentSpec } from './parse-spec.ts'

const head = `environment: staging
address: {vip: 127.0.0.1, port: 18080}
proxies: {kind: embedded}
hostGroups: {web: {connection: local, root: ~/.towpath/hosts, hosts: [{name: here, address: 127.0.0.1}]}}
`
const services = 'services: {orders: {hostGroup: web}}\n'

function faultsOf(more: string, of = services): readonly string[] {
  try {
    parseEnvironmentSpec(`${head}${of}${more}\n`, 'a.yaml')
    return []
  } catch (error) {
    if (!(error instanceof DescriptorFaults)) throw error
    return error.all.map((fault) => fault.message)
  }
}

describe('a policy', () => {
  it.each([
    [
      'with everything',
      'after: [dev]\npolicy: {soakMinutes: 30, approvals: 1, freeze: ["Fri 16:00-Mon 08:00 Europe/Berlin"], gates: {order: warn, soak: off, freeze: require, approvals: warn, matrix: require}, allowed: {promote: [ada, "team:acme/delivery", "deploy-bot[bot]"], override: [eve]}}',
    ],
    ['with as many approvals as others may give', 'policy: {approvals: 2, allowed: {promote: [ada, bob, eve]}}'],
    ['with approvals of a team', 'policy: {approvals: 5, allowed: {promote: [ada, "team:ops"]}}'],
    [
      'with more approvals than people, and the gate off',
      'policy: {approvals: 5, gates: {approvals: off}, allowed: {promote: [ada]}}',
    ],
    ['with a freeze of all the year round, by dates', 'policy: {freeze: ["2026-01-01 00:00-2027-01-01 00:00 UTC"]}'],
  ])('%s is read', (_name, text) => expect(faultsOf(text)).toEqual([]))

  it.each([
    [
      'more approvals than people may give',
      'policy: {approvals: 2, allowed: {promote: [ada, bob]}}',
      /^a\.yaml:6:21 policy\.approvals: expected at most 1, because `allowed\.promote` names 2 people and who asks can't approve, found 2\./,
    ],
    [
      'the same person twice',
      'policy: {approvals: 1, allowed: {promote: [ada, Ada]}}',
      /expected at most 0, because `allowed\.promote` names 1 person/,
    ],
    ['half an approval', 'policy: {approvals: 0.5}', /policy\.approvals: expected a whole number of people/],
    [
      'a freeze that is none',
      'policy: {freeze: [weekends]}',
      /policy\.freeze\[0\]: expected a window such as `Fri 16:00-Mon 08:00 Europe\/Berlin`.*, found the text "weekends"/,
    ],
    [
      'a freeze in no zone',
      'policy: {freeze: ["Fri 16:00-Mon 08:00 Europe/Berln"]}',
      /policy\.freeze\[0\]: expected a time zone of the IANA database.*found `Europe\/Berln`\. Did you mean `Europe\/Berlin`\?/,
    ],
    [
      'a freeze of the whole week',
      'policy: {freeze: ["Mon 00:00-Thu 12:00 UTC", "Thu 12:00-Mon 00:00 UTC"]}',
      /policy\.freeze: expected windows that leave some time free, found windows that cover the whole week/,
    ],
    [
      'a soak in nothing',
      'after: []\npolicy: {soakMinutes: 30}',
      /policy\.soakMinutes: expected `after` with the environments to soak in/,
    ],
    [
      'pairs that can run together nowhere',
      'policy: {gates: {matrix: require}}',
      /policy\.gates\.matrix: expected `after` with the environments in which versions run together first/,
    ],
    ['a gate that there is not', 'policy: {gates: {frezze: off}}', /policy\.gates\.frezze: .*Did you mean `freeze`\?/],
    [
      'a strength that there is not',
      'policy: {gates: {freeze: on}}',
      /policy\.gates\.freeze: expected `off`, `warn` or `require`/,
    ],
    ['nobody', 'policy: {allowed: {promote: []}}', /policy\.allowed\.promote: expected at least one user or team/],
    [
      'a user that is none',
      'policy: {allowed: {override: ["ada lovelace"]}}',
      /policy\.allowed\.override\[0\]: expected the name of a user, or `team:<name>`/,
    ],
    [
      'a team without a name',
      'policy: {allowed: {override: ["team:"]}}',
      /policy\.allowed\.override\[0\]: expected the name of a user/,
    ],
  ])('with %s is refused', (_name, text, message) => {
    const faults = faultsOf(text)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(message)
  })

  it.each([
    [
      'a line of another major',
      'accept: "^1"',
      '[^2.1, ^1.4]',
      [/services\.orders\.versions\[0\]: expected a line that `accept: \^1` lets something into/],
    ],
    ['every line', 'accept: ">=3"', '[^2.1, ^1.4]', [/versions\[0\]/, /versions\[1\]/]],
    ['no line', 'accept: ">=1.2 <3"', '[^2.1, ^1]', []],
    ['a line of prereleases', 'accept: "<2"', '[">=2.0.0-rc.1"]', [/versions\[0\]/]],
  ])('whose range shuts out %s', (_name, accept, versions, messages) => {
    const faults = faultsOf(accept, `services: {orders: {hostGroup: web, versions: ${versions}}}\n`)
    expect(faults).toEqual(messages.map((message) => expect.stringMatching(message)))
  })
})
