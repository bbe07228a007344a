import { beforeAll, describe, expect, it } from 'vitest'
import { Poller } from './client.ts'
import { differencesBetween, type EndState, readEndState } from './end-state.ts'
import { chooseSeed, numbersFrom } from './seed.ts'
import { type ActionName, Shop, type StepDone } from './shop.ts'
import { documentOf } from './stored.ts'

interface PathStep {
  readonly action: ActionName
  readonly given: Readonly<Record<string, string>>
  /** What a person does before it. */
  readonly before?: (shop: Shop) => Promise<void>
}

const path: readonly PathStep[] = [
  { action: 'build', given: { manifest: 'stock/towpath.yaml' } },
  { action: 'describe', given: { manifest: 'stock/towpath.yaml' } },
  { action: 'publish', given: { package: '.towpath/stock/1.0.0/package.tar.gz' } },
  { action: 'build', given: { manifest: 'orders/towpath.yaml' } },
  { action: 'publish', given: { package: '.towpath/orders/1.0.0/package.tar.gz' } },
  { action: 'promote', given: { environment: 'dev', packages: 'stock\norders' } },
  { action: 'deploy', given: { environment: 'dev' } },
  { action: 'register', given: { environment: 'dev' } },
  { action: 'towpath', given: { manifest: 'stock/towpath.yaml', environment: 'dev' }, before: raiseStock },
  { action: 'observe', given: { environment: 'dev', spans: '.towpath/spans.json' }, before: writeSpans },
  { action: 'rollback', given: { environment: 'dev', reason: 'to see whether it is exact' } },
  { action: 'deploy', given: { environment: 'dev' } },
  { action: 'register', given: { environment: 'dev' } },
]
const firstDeploy = path.findIndex(({ action }) => action === 'deploy')
const kills = 20
const atOnce = 2

/** Which step is killed, and when: a share of the time that it took undisturbed. */
interface Instant {
  readonly step: number
  readonly afterMs: number
}

interface Walk {
  readonly end: EndState
  readonly seconds: readonly number[]
  readonly failures: readonly string[]
  readonly requests: number
  /** False when the step had ended before its instant. */
  readonly wasKilled: boolean
}

describe('a step that is killed at any instant and run again', () => {
  const seed = chooseSeed('kill.test.ts')
  const shares = Array.from({ length: kills }, numbersFrom(seed))
  const places = new Semaphore(atOnce)
  let reference: Walk
  let killed = 0

  beforeAll(async () => {
    reference = await walk(null)
    expect(reference.failures).toEqual([])
  }, 300_000)

  it.concurrent.each(shares)(
    'leads to the same state as an undisturbed run (at %f of the path)',
    async (share) => {
      const instant = instantAt(share, reference.seconds)
      const where = `step ${instant.step + 1} (${path[instant.step]?.action}) killed at ${instant.afterMs} ms, TOWPATH_SEED=${seed}`
      const came = await places.with(() => walk(instant))
      if (came.wasKilled) killed += 1
      const differences = differencesBetween(reference.end, came.end)
      const outcome = `${came.requests} requests, ${came.failures.length} failed, ${differences.length} differences`
      if (differences.length + came.failures.length > 0)
        process.stdout.write(`${[...differences, ...came.failures].join('\n').slice(0, 6000)}\n`)
      process.stdout.write(`  ${where}${came.wasKilled ? '' : ' (it had ended before)'}: ${outcome}\n`)
      expect(differences, where).toEqual([])
      expect(came.failures, where).toEqual([])
    },
    900_000,
  )

  it('was killed on its way at most of the instants', () => {
    expect(killed).toBeGreaterThan(kills / 2)
  })
})

function instantAt(share: number, seconds: readonly number[]): Instant {
  let left = share * seconds.reduce((sum, one) => sum + one, 0)
  for (const [step, took] of seconds.entries()) {
    if (left < took) return { step, afterMs: Math.round(left * 1000) }
    left -= took
  }
  return { step: seconds.length - 1, afterMs: 0 }
}

/** Lets so many in at once; the others wait for their turn. */
class Semaphore {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(places: number) {
    this.#free = places
  }

  async with<Result>(body: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free -= 1
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      return await body()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#free += 1
      else next()
    }
  }
}

/** Walks the whole path, with one step killed and run again when there is an instant. Clients ask from the first deploy on. */
async function walk(instant: Instant | null): Promise<Walk> {
  const shop = await Shop.open()
  let poller: Poller | null = null
  try {
    const seconds: number[] = []
    let wasKilled = false
    for (const [at, step] of path.entries()) {
      await step.before?.(shop)
      if (instant?.step === at) wasKilled = (await runKilled(shop, step, instant.afterMs)).signal === 'SIGKILL'
      seconds.push((await shop.done(step.action, step.given)).seconds)
      if (at === firstDeploy) poller = new Poller(shop.url('dev', '/orders'))
    }
    const { failures, requests } = (await poller?.stop()) ?? expect.fail('nobody asked')
    return { end: await readEndState(shop), seconds, failures, requests, wasKilled }
  } finally {
    await poller?.stop()
    await shop.close()
  }
}

async function runKilled(shop: Shop, { action, given }: PathStep, afterMs: number): Promise<StepDone> {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), afterMs)
  try {
    return await shop.step(action, given, { signal: controller.signal })
  } finally {
    clearTimeout(timer)
  }
}

async function raiseStock(shop: Shop): Promise<void> {
  await shop.edit('stock/towpath.yaml', (text) =>
    text.replace('version: 1.0.0', 'version: 1.1.0').replace(/notes: .*/, 'notes: Knows plums.'),
  )
  await shop.edit('stock/src/catalogue.mjs', (text) => text.replace("'pears'", "'pears', 'plums'"))
  await shop.commit('Plums')
}

/** One call of orders to stock, as their tracing reports it. */
async function writeSpans(shop: Shop): Promise<void> {
  const documents = await shop.documents()
  const idOf = (service: string): string => {
    const text = JSON.stringify(documentOf(documents, `environments/dev:inventory/services/${service}.json`))
    return /"id":"([^"]+)"/.exec(text)?.[1] ?? expect.fail(`no instance of ${service} in ${text}`)
  }
  const timestamp = (Date.now() - 60_000) * 1000
  const traceId = '0'.repeat(31).concat('1')
  const span = (service: string, rest: Readonly<Record<string, unknown>>) => ({
    traceId,
    timestamp,
    duration: 1000,
    localEndpoint: { serviceName: service },
    tags: { 'service.instance.id': idOf(service) },
    ...rest,
  })
  const spans = [
    span('orders', {
      id: '0000000000000001',
      kind: 'CLIENT',
      name: 'GET /items',
      remoteEndpoint: { serviceName: 'stock' },
    }),
    span('stock', { id: '0000000000000002', parentId: '0000000000000001', kind: 'SERVER', name: 'GET /items' }),
  ]
  await shop.write('.towpath/spans.json', JSON.stringify(spans))
}
