import { DescriptorFaults } from '@towpath/descriptor'
import { describe, expect, it } from 'vitest'
import { environmentHosts } from './hosts.ts'
import { parseEnvironmentSpec } from './parse-spec.ts'

const file = 'environments/staging.yaml'

const head = `environment: staging
address: {vip: 10.77.0.100/24, port: 80, domain: staging.internal}
`
const proxies = 'proxies: {hostGroup: edge, interface: host0}\n'
const groups = `hostGroups:
  web: {hosts: [{name: app-1, address: 10.77.0.11}, {name: app-2, address: 10.77.0.12}]}
  edge: {hosts: [{name: edge-1, address: 10.77.0.21}]}
`
const services = `services:
  orders: {hostGroup: web}
  billing: {external: {version: 2.3.0, endpoints: ["10.77.0.50:8080"]}}
`
const embedded = `environment: dev
address: {vip: 127.0.0.1, port: 18080}
proxies: {kind: embedded}
hostGroups: {web: {connection: local, root: ~/.towpath/hosts, hosts: [{name: here, address: 127.0.0.1}]}}
services: {orders: {hostGroup: web}}
`

function faultsOf(text: string): readonly string[] {
  try {
    parseEnvironmentSpec(text, file)
    return []
  } catch (error) {
    if (!(error instanceof DescriptorFaults)) throw error
    return error.all.map((fault) => fault.message)
  }
}

describe('a spec', () => {
  it('is read with hosts in a data centre, and with one machine', () => {
    expect(faultsOf(head + proxies + groups + services)).toEqual([])
    expect(faultsOf(embedded)).toEqual([])
  })

  it('takes the same name and address in two groups for one host', () => {
    const both = groups.replace('{name: edge-1, address: 10.77.0.21}', '{name: app-1, address: 10.77.0.11}')
    const spec = parseEnvironmentSpec(head + proxies + both + services, file)
    expect(environmentHosts(spec).get('app-1')).toMatchObject({
      groups: ['edge', 'web'],
      sshPort: 22,
      connection: 'ssh',
    })
  })
})

describe('what is refused, with its place', () => {
  const cases: [string, string, RegExp][] = [
    [
      'one address under two names',
      head + proxies + groups.replace('10.77.0.12', '10.77.0.11') + services,
      /^environments\/staging.yaml:5:76 hostGroups.web.hosts\[1\].address: expected an address of its own, found 10.77.0.11, which is app-1 in group web/,
    ],
    [
      'one name with two addresses',
      head + proxies + groups.replace('edge-1', 'app-1') + services,
      /hostGroups.edge.hosts\[0\].address: expected 10.77.0.11, the address of app-1 in group web/,
    ],
    [
      'a host group that is not there',
      head + proxies + groups + services.replace('hostGroup: web', 'hostGroup: wbe'),
      /services.orders.hostGroup: expected one of the host groups: web, edge, found/,
    ],
    [
      'a host that is not there',
      head + proxies + groups + services.replace('hostGroup: web', 'hosts: [app-9]'),
      /services.orders.hosts\[0\]: expected one of the hosts: app-1, app-2, edge-1/,
    ],
    [
      'a host group and hosts',
      head + proxies + groups + services.replace('hostGroup: web', 'hostGroup: web, hosts: [app-1]'),
      /services.orders.hosts: expected `hostGroup` or `hosts`, found both/,
    ],
    [
      'a jump to nowhere',
      head + proxies + groups.replace('web: {', 'web: {jump: bastion-1, ') + services,
      /hostGroups.web.jump: expected the name of a host of any group/,
    ],
    [
      'a jump through itself',
      head + proxies + groups.replace('web: {', 'web: {jump: app-1, ') + services,
      /found app-1, which would be reached through itself/,
    ],
    [
      'jumps that go round in circles',
      head +
        proxies +
        groups.replace('web: {', 'web: {jump: edge-1, ').replace('edge: {', 'edge: {jump: app-1, ') +
        services,
      /hostGroups.web.jump: expected a way that ends at a host reached directly, found edge-1 → app-1 → edge-1/,
    ],
    [
      'one host reached in two ways',
      head +
        proxies +
        groups
          .replace('web: {', 'web: {user: deploy, ')
          .replace('edge: {', 'edge: {user: admin, ')
          .replace('{name: edge-1, address: 10.77.0.21}', '{name: app-1, address: 10.77.0.11}') +
        services,
      /hostGroups.edge.user: expected `deploy`, as in group web, which has app-1 too, found the text "admin"/,
    ],
    [
      'a place said twice at one level',
      head + proxies + groups + services.replace('hostGroup: web', 'hostGroup: web, infrastructure: {hosts: [app-1]}'),
      /services.orders.infrastructure.hosts: expected the place said once/,
    ],
    [
      'a line that versions do not name',
      head +
        proxies +
        groups +
        services.replace('hostGroup: web', 'hostGroup: web, versions: [^1.4], lines: {"~1.3": {}}'),
      /services.orders.lines\["~1.3"\]: expected one of `versions`, as written there: `\^1.4`/,
    ],
    [
      'a line twice',
      head + proxies + groups + services.replace('hostGroup: web', 'hostGroup: web, versions: [^1.4, "1.4 - 1"]'),
      /each line once, found|a semver range|expected/,
    ],
    [
      'a line outside accept',
      `${head}accept: <2\n${proxies}${groups}${services.replace('hostGroup: web', 'hostGroup: web, versions: [^2.1]')}`,
      /services.orders.versions\[0\]: expected a line that `accept: <2` lets something into/,
    ],
    [
      'an alias twice',
      head + proxies + groups + services.replace('hostGroup: web', 'hostGroup: web, aliases: [a.example, a.example]'),
      /services.orders.aliases\[1\]: expected an authority that no other alias has/,
    ],
    [
      'an alias that is an authority',
      head +
        proxies +
        groups +
        services.replace('hostGroup: web', 'hostGroup: web, aliases: [v2.billing.staging.internal]'),
      /which is billing's own/,
    ],
    [
      'a tcp port that is the http one',
      head + proxies + groups + services.replace('hostGroup: web', 'hostGroup: web, ports: {feed: 80}'),
      /services.orders.ports.feed: expected a port of the VIP that nothing else has, found 80, which is that of address.port/,
    ],
    [
      'local without a root',
      embedded.replace('root: ~/.towpath/hosts, ', ''),
      /hostGroups.web: expected a `root` folder with `connection: local`, found none/,
    ],
    [
      'the embedded proxy without a local group',
      embedded.replace('connection: local, root: ~/.towpath/hosts, ', ''),
      /proxies.kind: expected a host group with `connection: local`/,
    ],
    [
      'HAProxy without a group',
      head + proxies.replace('hostGroup: edge, ', '') + groups + services,
      /proxies: expected a `hostGroup` that HAProxy runs in, found none/,
    ],
    [
      'a VIP without its length',
      head.replace('/24', '') + proxies + groups + services,
      /address.vip: expected the VIP with its prefix length/,
    ],
    [
      'an external VIP of the embedded proxy',
      embedded.replace('vip: 127.0.0.1', 'vip: {external: 127.0.0.1}'),
      /address.vip: expected an address of this machine/,
    ],
    [
      'a set twice',
      `${head}${proxies}${groups}${services}sets: {checkout: [2.4.0, 3.0.0, 2.4.0]}\n`,
      /sets\.checkout\[2\]: expected each version once, found 2\.4\.0 a second time\. Remove it\./,
    ],
    [
      'a soak in nothing',
      `${head}${proxies}${groups}${services}policy: {soakMinutes: 30}\n`,
      /policy.soakMinutes: expected `after` with the environments to soak in/,
    ],
    [
      'itself as the one before',
      `${head}after: [staging]\n${proxies}${groups}${services}`,
      /after\[0\]: expected another environment, found staging itself/,
    ],
    [
      'a package that is no service',
      `${head}${proxies}${groups}${services}packages: {cart: 1.0.0}\n`,
      /packages.cart: expected a service that this spec delivers, found `cart`/,
    ],
    [
      'a package list that is none',
      `${head}${proxies}${groups}${services}packages: ["orders@v1.x.y"]\n`,
      /packages\[0\]: expected a package such as `orders`/,
    ],
    ['a misspelt key', head + proxies + groups + services.replace('hostGroup: web', 'hostgroup: web'), /hostGroup/],
    [
      'a host name beginning with -',
      head + proxies + groups.replace('name: app-1', 'name: -app') + services,
      /hostGroups.web.hosts\[0\].name: expected a name/,
    ],
  ]
  it.each(cases)('%s', (_name, text, message) => {
    const faults = faultsOf(text)
    expect(faults.join('\n')).toMatch(message)
    expect(faults.every((fault) => fault.startsWith(`${file}:`))).toBe(true)
  })
})
