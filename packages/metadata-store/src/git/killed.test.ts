import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GitBench } from './testing/bench.ts'

const writer = fileURLToPath(new URL('./testing/writer.ts', import.meta.url))
/** The project's own Node, since an older one that started the tests may not read TypeScript. */
const ownNode = fileURLToPath(new URL('../../../../node_modules/.bin/node', import.meta.url))
const node = existsSync(ownNode) ? ownNode : process.execPath

/** Numbers in [0, 1), the same in each run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

describe('a writer that is killed', () => {
  let bench: GitBench
  beforeEach(() => {
    bench = new GitBench()
  })
  afterEach(() => bench.close())

  /** Kills the writer some time after its first commit, and gives the last number that it was told is stored. */
  async function killAfter(milliseconds: number): Promise<number> {
    const env = { ...process.env, TMPDIR: bench.folder }
    const child = spawn(node, ['--conditions=towpath-source', writer, bench.url], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const closed = once(child, 'close')
    const lines = createInterface({ input: child.stdout })
    let accepted = 0
    lines.on('line', (line) => {
      accepted = Number(line)
    })
    await once(lines, 'line')
    await wait(milliseconds)
    child.kill('SIGKILL')
    await closed
    return accepted
  }

  it('leaves the old head or the new one, and the next commit works', { timeout: 120_000 }, async () => {
    const random = seeded(20260301)
    const store = await bench.open()
    for (let round = 0; round < 10; round++) {
      const accepted = await killAfter(random() * 250)
      const snapshot = await store.read('packages')
      const count = Number(await snapshot.get('count'))
      // What was accepted is there; at most one more was under way.
      expect(count).toBeGreaterThanOrEqual(accepted)
      expect(count).toBeLessThanOrEqual(accepted + 1)
      expect(await snapshot.list('by/')).toHaveLength(count)

      const next = await store.commit('packages', 'Count on', async (at) => {
        const following = String(Number(await at.get('count')) + 1)
        return { kind: 'change', write: { count: following }, create: { [`by/${following}`]: 'test' } }
      })
      expect(Number(await next.get('count'))).toBeGreaterThan(count)
      expect(Number(bench.git('rev-list', '--count', 'towpath/packages'))).toBe(Number(await next.get('count')))
    }
    expect(bench.git('fsck', '--strict', '--no-dangling')).toBe('')
  })
})
