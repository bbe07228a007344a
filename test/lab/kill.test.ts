import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { describeWith } from '@towpath/testing'
import { lab, openLab, type Site } from '@towpath/testing/lab'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { get } from '../embedded/client.ts'
import { chooseSeed, numbersFrom } from '../embedded/seed.ts'
import type { Documents } from '../embedded/stored.ts'
import { LabClient } from '../workflows/lab-client.ts'
import { endOfHosts, endOfStore } from './end-state.ts'
import { LabDelivery } from './lab-delivery.ts'
import { standingOn } from './standing.ts'

const exec = promisify(execFile)
const hosts = ['app-1', 'app-2', 'edge-1', 'edge-2']
const versions = ['1.0.0', '1.1.0'] as const
type Version = (typeof versions)[number]
const steps = ['deploy', 'register'] as const
type StepName = (typeof steps)[number]
const kills = 30

/** When a step is killed: resolves then. */
interface Kill {
  readonly step: StepName
  readonly when: (ended: AbortSignal) => Promise<unknown>
}

interface Delivered {
  readonly end: unknown
  readonly wasKilled: boolean
}

describeWith([lab], 'a delivery to real hosts that is killed and run again', () => {
  let site: Site
  let delivery: LabDelivery
  const undisturbed = new Map<Version, unknown>()
  /** How long each step took when it was not disturbed last. */
  const seconds = { deploy: 0, register: 0 }
  let last: Version = versions[1]

  beforeAll(async () => {
    site = await openLab({ hosts: { 'app-1': {}, 'app-2': {}, 'edge-1': {}, 'edge-2': {}, client: {} } })
    delivery = await LabDelivery.open(site)
    delivery.spec('dev')
    for (const version of versions) await delivery.publish(version)
    // What comes first meets hosts and proxies that know nothing yet, so each comes twice.
    for (let times = 0; times < 4; times += 1) {
      const version = next()
      undisturbed.set(version, (await deliver(version, null)).end)
    }
  }, 240_000)
  afterAll(async () => {
    await delivery[Symbol.asyncDispose]()
    await site[Symbol.asyncDispose]()
  })

  it.each([
    { step: 'deploy', committed: /^deploy /, told: 'when it has taken the lease' },
    { step: 'deploy', committed: /^deployed /, told: 'when its report is written' },
    { step: 'register', committed: /^register /, told: 'when it has written the inventory' },
  ] as const)('ends as if it had not been: $step, $told', { timeout: 120_000 }, async ({ step, committed, told }) => {
    const when = async (ended: AbortSignal) => {
      while (!ended.aborted && !committed.test(await newestCommit())) await sleep(5)
    }
    await expectSameEnd({ step, when }, `${step}, ${told}`)
  })

  it(`ends as if it had not been, at ${kills} random instants`, { timeout: 1_200_000 }, async () => {
    const seed = chooseSeed('lab/kill.test.ts')
    const random = numbersFrom(seed)
    let killed = 0
    for (let times = 0; times < kills; times += 1) {
      const at = random() * (seconds.deploy + seconds.register)
      const step = at < seconds.deploy ? 'deploy' : 'register'
      const afterMs = Math.round((at < seconds.deploy ? at : at - seconds.deploy) * 1000)
      const when = (ended: AbortSignal) => sleep(afterMs, undefined, { signal: ended }).catch(() => undefined)
      if (await expectSameEnd({ step, when }, `${step} after ${afterMs} ms, TOWPATH_SEED=${seed}`)) killed += 1
    }
    expect(killed).toBeGreaterThan(kills / 2)
  })

  /** Returns whether it was killed before it had ended. */
  async function expectSameEnd(kill: Kill, told: string): Promise<boolean> {
    const version = next()
    const client = new LabClient(site, 'client').ping(`http://${site.vip}/tides/`, 4)
    const { end, wasKilled } = await deliver(version, kill)
    const { failures } = await client.end()
    process.stdout.write(`  ${told}${wasKilled ? '' : ' (it had ended before)'}: ${failures.length} requests failed\n`)
    expect({ told, failures, end }).toEqual({ told, failures: [], end: undisturbed.get(version) })
    return wasKilled
  }

  function next(): Version {
    last = last === versions[0] ? versions[1] : versions[0]
    return last
  }

  async function deliver(version: Version, kill: Kill | null): Promise<Delivered> {
    const before = await delivery.documents()
    const { outputs } = await delivery.promote('dev', `tides@${version}`)
    const revision = Number(outputs['revision'])
    let wasKilled = false
    for (const step of steps) {
      if (kill?.step === step) wasKilled = await runKilled(kill)
      const started = performance.now()
      const done = await run(step)
      if (done.exitCode !== 0) throw new Error(`${step} ended with ${done.exitCode}:\n${done.log}`)
      if (kill === null) seconds[step] = secondsSince(started)
    }
    return { end: await readEnd(revision, before), wasKilled }
  }

  const run = (step: StepName, signal?: AbortSignal) =>
    step === 'deploy'
      ? delivery.deploy('dev', {}, signal)
      : delivery.delivery.step('register', { environment: 'dev' }, { ...(signal && { signal }) })

  async function runKilled({ step, when }: Kill): Promise<boolean> {
    const [killing, ended] = [new AbortController(), new AbortController()]
    const started = performance.now()
    const running = run(step, killing.signal)
    await Promise.race([when(ended.signal), running])
    killing.abort()
    const { signal } = await running
    ended.abort()
    const wasKilled = signal === 'SIGKILL'
    // The machine may be less busy than it was.
    if (!wasKilled) seconds[step] = secondsSince(started)
    return wasKilled
  }

  async function readEnd(revision: number, before: Documents): Promise<unknown> {
    const [standing, documents, answer, holders] = await Promise.all([
      standingOn(site, hosts),
      delivery.documents(),
      get(`http://${site.vip}/tides/`),
      delivery.holdersOf(site.vip),
    ])
    return {
      hosts: endOfHosts(standing, revision),
      store: endOfStore(documents, { before, environment: 'dev', revision }),
      holders: holders.length,
      answer: [answer.status, answer.headers['towpath-version']],
    }
  }

  /** Subject of the newest commit to the environment's branch. */
  async function newestCommit(): Promise<string> {
    const branch = 'towpath/environments/dev'
    return (await exec('git', ['-C', delivery.delivery.metadata, 'log', '-1', '--format=%s', branch])).stdout
  }
})

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000
}
