import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readlinkSync } from 'node:fs'
import { basename } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, it, vi } from 'vitest'
import { compiler, describeWith } from '../requirement.ts'
import { lab, openLab } from './index.ts'
import { findLeftBehind } from './left-behind.ts'

const program = fileURLToPath(new URL('owner-child.ts', import.meta.url))

describeWith([lab, compiler], 'a lab whose owner was killed', () => {
  it('leaves nothing behind', async () => {
    using owner = startOwner()
    await once(owner.stdout, 'data')
    const { number } = await findGuard(owner.pid)
    expect(findLeftBehind(number).length).toBeGreaterThan(10)
    owner.kill('SIGKILL')
    await expectNothing(number)
  })

  it.each([0, 150, 300, 600])('leaves nothing behind when that was %i ms after its start', async (delayMs) => {
    using owner = startOwner()
    const { number } = await findGuard(owner.pid)
    await sleep(delayMs)
    owner.kill('SIGKILL')
    await expectNothing(number)
  })

  it('is swept up by the next lab when its guard was killed too', async () => {
    using owner = startOwner()
    await once(owner.stdout, 'data')
    const { pid, number } = await findGuard(owner.pid)
    process.kill(pid, 'SIGKILL')
    owner.kill('SIGKILL')
    await once(owner, 'exit')
    expect(findLeftBehind(number)).not.toEqual([])
    await using _next = await openLab({ hosts: {} })
    await expectNothing(number)
  })
})

/** Disposing kills it, so that a test that failed leaves no lab; it ends as well when its standard input closes. */
function startOwner(): ChildProcessByStdio<Writable, Readable, null> {
  return spawn(process.execPath, ['--conditions=towpath-source', program], { stdio: ['pipe', 'pipe', 'inherit'] })
}

async function expectNothing(number: number): Promise<void> {
  await expect.poll(() => findLeftBehind(number), { timeout: 15_000, interval: 100 }).toEqual([])
}

/** The guard among the processes that another one started, once it holds its number and waits; its lock's file is named by that. */
function findGuard(owner: number | undefined): Promise<{ pid: number; number: number }> {
  const find = (): { pid: number; number: number } => {
    const pid = childrenOf(owner).find(waits)
    if (pid === undefined) throw new Error('no guard waits yet')
    return { pid, number: Number.parseInt(basename(readlinkSync(`/proc/${pid}/fd/9`)), 10) }
  }
  return vi.waitFor(find, { timeout: 15_000, interval: 5 })
}

/** guard.sh waits by `cat`. */
function waits(pid: number): boolean {
  return childrenOf(pid).some((child) => readText(`/proc/${child}/comm`) === 'cat\n')
}

function childrenOf(pid: number | undefined): readonly number[] {
  const text = readText(`/proc/${pid}/task/${pid}/children`)
  return text
    .split(' ')
    .filter((part) => part !== '')
    .map(Number)
}

/** Empty when the process has gone. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
