import { beforeAll, describe, expect, it } from 'vitest'
import { Poller } from './client.ts'
import { type EndState, readEndState } from './end-state.ts'
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
  let reference: Walk
  const walks: { readonly instant: Instant; readonly walk: Walk | Error }[] = []

  beforeAll(async () => {
    reference = await walk(null)
    const random = numbersFrom(seed)
    const instants = Array.from({ length: kills }, () => instantAt(random(), reference.seconds))
    const waiting = [...instants]
    const worker = async (): Promise<void> => {
      for (let instant = waiting.shift(); instant !== undefined; instant = waiting.shift()) {
        const came = await walk(instant).catch((error: unknown) =>
          error instanceof Error ? error : new Error(String(error)),
        )
        walks.push({ instant, walk: came })
        tell(instant, came)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
  }, 900_000)

  it('is killed on its way at most of the instants', () => {
    expect(reference.failures).toEqual([])
    expect(walks.filter(({ walk: came }) => came instanceof Error || came.wasKilled).length).toBeGreaterThan(kills / 2)
  })

  it.each(Array.from({ length: kills }, (_, at) => at))(
    'leads to the same state as an undisturbed run (instant %i)',
    (at) => {
      const { instant, walk: came } = walks[at] ?? expect.fail('it was not walked')
      const where = `seed ${seed}, ${path[instant.step]?.action} (step ${instant.step + 1}) killed at ${instant.afterMs} ms`
      if (came instanceof Error) expect.fail(`${where}: ${came.message}`)
      expect(came.end, where).toEqual(reference.end)
      expect(came.failures, where).toEqual([])
    },
  )
})

function instantAt(share: number, seconds: readonly number[]): Instant {
  let left = share * seconds.reduce((sum, one) => sum + one, 0)
  for (const [step, took] of seconds.entries()) {
    if (left < took) return { step, afterMs: Math.round(left * 1000) }
    left -= took
  }
  return { step: seconds.length - 1, afterMs: 0 }
}

function tell({ step, afterMs }: Instant, came: Walk | Error): void {
  const what =
    came instanceof Error
      ? `failed: ${came.message}`
      : `${came.wasKilled ? 'killed' : 'ended before'}, ${came.requests} requests, ${came.failures.length} failed`
  process.stdout.write(`  step ${step + 1} (${path[step]?.action}) at ${afterMs} ms: ${what}\n`)
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
