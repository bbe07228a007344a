import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CliFault } from '../cli-fault.ts'
import { get, withTraffic } from './client.ts'
import type { SpanCollector } from './collector.ts'
import type { Narrator } from './narrator.ts'
import type { Stage, StepOutcome } from './stage.ts'

type StepOfStory = Parameters<Stage['run']>[0]

/** The demo's story, chapter by chapter. Whatever does not happen as told ends it. */
export async function tellStory(stage: Stage, collector: SpanCollector, narrator: Narrator): Promise<void> {
  const teller = new Teller(stage, narrator)
  await deliverBoth(teller)
  await sideBySide(teller)
  await breakAndPutBack(teller)
  await rollBack(teller)
  await observe(teller, collector)
  await showAll(teller)
  narrator.end()
}

async function deliverBoth(teller: Teller): Promise<void> {
  teller.narrator.chapter('Two services, from their folders to dev and staging')
  await teller.publish('stock')
  await teller.publish('orders')
  for (const environment of ['dev', 'staging']) await teller.deliver(environment, 'stock@1.0.0\norders@1.0.0')
  await teller.look('dev', '/orders')
}

async function sideBySide(teller: Teller): Promise<void> {
  const { stage, narrator } = teller
  narrator.chapter('A version that would break its caller is refused, and stands beside the old one instead')
  await stage.edit('stock/towpath.yaml', (text) =>
    text.replace('version: 1.0.0', 'version: 2.0.0').replace(/notes: .*/, 'notes: Answers how many there are of each.'),
  )
  await stage.edit('stock/src/catalogue.mjs', (text) =>
    text.replace(/items: .*\}/, 'items: { apples: 12, pears: 7 } }'),
  )
  await stage.commit('Count the stock')
  await teller.publish('stock')
  await teller.refuse('promote', { environment: 'dev', packages: 'stock@2.0.0' })
  await stage.edit('environments/dev.yaml', (text) =>
    text.replace('stock: {hostGroup: web}', 'stock: {hostGroup: web, versions: ["^1.0", "^2.0"]}'),
  )
  await stage.commit('Keep both lines of stock in dev')
  narrator.quote('(the refusal offers it: dev.yaml now says `versions: ["^1.0", "^2.0"]` for stock)')
  for (const environment of ['dev', 'staging']) await teller.deliver(environment, 'stock@2.0.0')
  for (const path of ['/stock@1/items', '/stock@2/items', '/stock/items', '/orders']) await teller.look('staging', path)
}

async function breakAndPutBack(teller: Teller): Promise<void> {
  const { stage, narrator } = teller
  narrator.chapter('A version that never becomes healthy is put back, while requests go on')
  await stage.edit('orders/towpath.yaml', (text) =>
    text
      .replace('version: 1.0.0', 'version: 1.1.0')
      .replace('startSeconds: 10', 'startSeconds: 1')
      .replace(/notes: .*/, 'notes: Is quicker, it was thought.'),
  )
  await stage.edit('orders/src/server.mjs', (text) =>
    text.replace("response.end('ok\\n')", "response.writeHead(500).end('not today\\n')"),
  )
  await stage.commit('Be quicker')
  await teller.publish('orders')
  await teller.step('promote', { environment: 'dev', packages: 'orders@1.1.0' })
  const { traffic } = await withTraffic(`${stage.url('dev')}/orders`, 4, () =>
    teller.refuse('deploy', { environment: 'dev' }),
  )
  teller.counted(traffic)
}

async function rollBack(teller: Teller): Promise<void> {
  const { stage, narrator } = teller
  narrator.chapter('The next version is well; going back from it is exact')
  await stage.edit('orders/towpath.yaml', (text) =>
    text.replace('version: 1.1.0', 'version: 1.2.0').replace(/notes: .*/, 'notes: Is quicker, and answers.'),
  )
  await stage.edit('orders/src/server.mjs', (text) =>
    text.replace("response.writeHead(500).end('not today\\n')", "response.end('ok\\n')"),
  )
  await stage.commit('Be quicker, and well')
  await teller.publish('orders')
  const { traffic } = await withTraffic(`${stage.url('dev')}/orders`, 4, async () => {
    await teller.deliver('dev', 'orders@1.2.0')
    await teller.look('dev', '/orders')
    await teller.step('rollback', { environment: 'dev', reason: 'to see whether it is exact' })
    await teller.step('deploy', { environment: 'dev' })
    await teller.step('register', { environment: 'dev' })
    await teller.look('dev', '/orders')
  })
  teller.counted(traffic)
}

async function observe(teller: Teller, collector: SpanCollector): Promise<void> {
  teller.narrator.chapter('What was really called, against what is declared')
  await waitForSpans(collector)
  const file = join(teller.stage.workspace, 'spans.json')
  await writeFile(file, JSON.stringify(collector.spans))
  const { log } = await teller.step('observe', { environment: 'dev', spans: file })
  teller.narrator.quote(log.slice(log.indexOf('\n')).trim())
}

/** Services send their spans every 200 ms. */
async function waitForSpans(collector: SpanCollector): Promise<void> {
  let before = -1
  while (before !== collector.spans.length) {
    before = collector.spans.length
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}

async function showAll(teller: Teller): Promise<void> {
  teller.narrator.chapter('What runs where')
  const { log } = await teller.stage.run('status', {})
  teller.narrator.text(log)
}

/** Runs steps and says what came of them. */
class Teller {
  readonly stage: Stage
  readonly narrator: Narrator

  constructor(stage: Stage, narrator: Narrator) {
    this.stage = stage
    this.narrator = narrator
  }

  async publish(service: string): Promise<void> {
    const built = await this.step('build', { manifest: `${service}/towpath.yaml` })
    await this.step('publish', { package: built.outputs.get('package') ?? '' })
  }

  async deliver(environment: string, packages: string): Promise<void> {
    await this.step('promote', { environment, packages })
    await this.step('deploy', { environment })
    await this.step('register', { environment })
  }

  async step(step: StepOfStory, inputs: Readonly<Record<string, string>>): Promise<StepOutcome> {
    const outcome = await this.stage.run(step, inputs)
    if (outcome.code !== 0) throw this.#unexpected(step, 'to be done', outcome)
    this.narrator.done(step, headline(outcome.log), outcome.seconds)
    return outcome
  }

  async refuse(step: StepOfStory, inputs: Readonly<Record<string, string>>): Promise<StepOutcome> {
    const outcome = await this.stage.run(step, inputs)
    if (outcome.code !== 1) throw this.#unexpected(step, 'to be refused', outcome)
    this.narrator.refused(step, wrap(withoutRepetition(outcome.log)), outcome.seconds)
    return outcome
  }

  async look(environment: string, path: string): Promise<void> {
    const { status, body } = await get(`${this.stage.url(environment)}${path}`)
    this.narrator.seen(`${environment} ${path}`, status === 200 ? body : `${status} ${body}`)
    if (status !== 200)
      throw new CliFault('demo-failed', {
        where: `${environment} ${path}`,
        expected: '200',
        found: `${status} ${body}`,
      })
  }

  counted({ requests, failures }: { readonly requests: number; readonly failures: readonly string[] }): void {
    this.narrator.quote(`${requests} requests meanwhile, ${failures.length} failed`)
    if (failures.length === 0) return
    throw new CliFault('demo-failed', {
      where: 'Requests during a deploy',
      expected: 'none to fail',
      found: `${failures.length}, the first: ${failures[0]}`,
    })
  }

  #unexpected(step: string, expected: string, { log }: StepOutcome): CliFault {
    return new CliFault('demo-failed', { where: `The demo, ${step}`, expected, found: log.trim() })
  }
}

/** What a step says first that is no fold of its own. */
function headline(log: string): string {
  return log.split('\n').find((line) => line !== '' && !line.startsWith('$')) ?? ''
}

/** A refused plan has said it all before the annotation says it again. */
function withoutRepetition(log: string): string {
  return log.trimEnd().replace(/\nerror refused .*/s, '')
}

/** Long lines broken at words, for a terminal. */
function wrap(text: string): string {
  return text.replace(/(.{1,96})(?:\s+|$)/g, '$1\n').trimEnd()
}
