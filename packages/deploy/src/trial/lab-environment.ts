import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { type EnvironmentSpec, environmentSpecSchema } from '@towpath/environment'
import { type Host, inspectCommand, openHosts, runCommand } from '@towpath/hosts'
import type { Site } from '@towpath/testing/lab'
import type { Deployment } from '../deployment.ts'
import { seeEdge } from '../proxies/haproxy/open-edge.ts'
import type { DeployPorts } from '../run/deploy-request.ts'
import type { DeployOutcome } from '../run/run-deploy.ts'
import { killedDeploy } from './trial-child.ts'
import { TrialEnvironment } from './trial-run.ts'
import { deploymentOf, type PublishedTrial, type TrialSite } from './trial-site.ts'
import { Wire } from './wire.ts'

/** An environment on real hosts: ssh, systemd, HAProxy, keepalived. */
export class LabEnvironment {
  readonly #lab: Site
  readonly #packages: TrialSite
  readonly trial: TrialEnvironment
  #last: Deployment | null = null

  constructor(lab: Site, packages: TrialSite) {
    this.#lab = lab
    this.#packages = packages
    this.trial = new TrialEnvironment(packages)
  }

  spec({
    proxies = {},
    address = {},
    services = { orders: { hostGroup: 'web' } },
  }: {
    readonly proxies?: object
    readonly address?: object
    readonly services?: Readonly<Record<string, unknown>>
  } = {}): EnvironmentSpec {
    const group = (prefix: string) => ({
      user: 'deploy',
      hosts: this.#lab.hosts
        .filter(({ name }) => name.startsWith(prefix))
        .map((host) => ({ name: host.name, address: host.address })),
    })
    return environmentSpecSchema.parse({
      environment: 'staging',
      address: { vip: `${this.#lab.vip}/24`, port: 80, domain: 'staging.internal', names: 'hosts', ...address },
      proxies: { hostGroup: 'edge', interface: 'host0', ...proxies },
      hostGroups: { web: group('app-'), edge: group('edge-') },
      services,
    })
  }

  next(spec: EnvironmentSpec, ...packages: readonly PublishedTrial[]): Deployment {
    this.#last = deploymentOf(spec, packages, {
      number: (this.#last?.revision.number ?? 0) + 1,
      previous: this.#last,
    })
    return this.#last
  }

  async deploy(target: Deployment, ports: Partial<DeployPorts> = {}, wire = new Wire()): Promise<DeployOutcome> {
    const base = this.trial.deployed
    const left = base === null ? [] : await this.#openHosts(base.spec)
    const hosts = new Map([...left, ...(await this.#openHosts(target.spec))])
    try {
      return await this.trial.deploy(target, { ports: { hosts: wire.around(hosts), seeEdge, ...ports } })
    } finally {
      await Promise.all([...hosts.values()].map((host) => host.close()))
    }
  }

  /** Starts a deploy in a process of its own, which dies when it says that. Returns whether it came so far. */
  async killedAt(target: Deployment, line: RegExp): Promise<boolean> {
    const { privateKey, knownHosts } = this.#lab
    const { deployed: base } = this.trial
    this.trial.fence += 1
    const deploy = { target, base, fence: this.trial.fence, ssh: { privateKey, agentSocket: null, knownHosts } }
    let isKilled = false
    await killedDeploy(this.#packages, deploy, async ({ stdout }) => {
      if (stdout === null) return
      for await (const said of createInterface({ input: stdout })) {
        isKilled = line.test(said)
        if (isKilled) return
      }
    })
    return isKilled
  }

  /** What stands on each host: `host: version state`, and what is left over. */
  async standing(spec: EnvironmentSpec): Promise<readonly string[]> {
    const hosts = await this.#openHosts(spec)
    const command = inspectCommand({ environment: spec.environment, acting: null })
    const seen = await Promise.all(
      [...hosts.values()].map(async (host) => {
        const { instances, strayUnits, revision } = await runCommand(host, command)
        await host.close()
        const running = instances.map(({ unit, state }) => `${unit?.split('_')[2] ?? 'nothing'} ${state}`)
        return `${host.name}@${revision?.number ?? 'none'}: ${[...running, ...strayUnits].sort().join(', ')}`
      }),
    )
    return seen.sort()
  }

  async #openHosts(spec: EnvironmentSpec): Promise<ReadonlyMap<string, Host>> {
    const { privateKey, knownHosts } = this.#lab
    return openHosts(spec, {
      home: '/',
      path: '',
      node: '',
      program: '',
      forbiddenRoots: [],
      ssh: { privateKey, agentSocket: null, knownHosts },
    })
  }

  /** A GET to the VIP from the client's host: `status version`. */
  async ask(path: string, address = this.#lab.vip): Promise<string> {
    const child = this.#lab.spawnIn('client', process.execPath, ['-e', question, `http://${address}${path}`])
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    await once(child, 'close')
    return said
  }

  /** Load on the VIP from the client's host. */
  load(path: string, perSecond = 100): LabLoad {
    const args = ['-e', loading, this.#lab.vip, path, String(perSecond)]
    const child = this.#lab.spawnIn('client', process.execPath, args)
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    const closed = once(child, 'close')
    return {
      end: async () => {
        child.stdin.end()
        await closed
        return readLoad(said)
      },
    }
  }
}

export interface LabLoad {
  end(): Promise<{
    readonly answered: number
    readonly failures: readonly string[]
    readonly versions: readonly string[]
  }>
}

function readLoad(said: string): Awaited<ReturnType<LabLoad['end']>> {
  const lines = said.trim().split('\n')
  const of = (kind: string): readonly string[] =>
    lines.filter((line) => line.startsWith(`${kind} `)).map((line) => line.slice(kind.length + 1))
  return { answered: Number(of('answered')[0]), failures: of('failure'), versions: of('version') }
}

const question = `
const asked = require('node:http').get(process.argv[1], { timeout: 3000 }, (answer) => {
  answer.resume().on('end', () => console.log(answer.statusCode + ' ' + answer.headers['towpath-version']))
})
asked.on('timeout', () => asked.destroy(new Error('timeout')))
asked.on('error', (error) => console.log('0 ' + error.message))
`

/* Half of the requests by kept connections, half by a new one each; ends when stdin does. */
const loading = `
const { Agent, get } = require('node:http')
const [, host, path, perSecond] = process.argv
const agents = [new Agent({ keepAlive: true, maxSockets: 8 }), new Agent({ keepAlive: false })]
let answered = 0
let open = 0
let sent = 0
const versions = new Set()
const fail = (text) => console.log('failure ' + new Date().toISOString() + ' ' + text)
const timer = setInterval(() => {
  open += 1
  const done = () => { open -= 1; if (ending && open === 0) finish() }
  const asked = get({ host, path, agent: agents[sent++ % 2], timeout: 10000 }, (answer) => {
    let text = ''
    answer.on('data', (part) => { text += part })
    answer.on('end', () => {
      if (answer.statusCode === 200) answered += 1
      else fail(answer.statusCode + ' ' + text)
      versions.add(answer.headers['towpath-version'])
      done()
    })
    answer.on('error', (error) => { fail(error.message); done() })
  })
  asked.on('timeout', () => asked.destroy(new Error('no answer within 10 s')))
  asked.on('error', (error) => { fail(error.message); done() })
}, 1000 / Number(perSecond))
let ending = false
const finish = () => {
  console.log('answered ' + answered)
  for (const version of [...versions].sort()) console.log('version ' + version)
  process.exit()
}
process.stdin.resume().on('end', () => { clearInterval(timer); ending = true; if (open === 0) finish() })
`
