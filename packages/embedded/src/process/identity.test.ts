import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { endFamily, familyMembers } from './group.ts'
import { identify, isAlive, parseStat, signalProcess } from './identity.ts'

const children: ReturnType<typeof spawn>[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

function start(): { child: ReturnType<typeof spawn>; pid: number } {
  const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' })
  children.push(child)
  return { child, pid: child.pid ?? 0 }
}

describe('a process', () => {
  it('is read from its stat although its name holds parentheses and spaces', () => {
    const rest = `S 1 7 8 ${Array.from({ length: 15 }, () => '0').join(' ')} 4711 0`
    expect(parseStat(7, `7 (a) S (b c) ${rest}`)).toEqual({
      pid: 7,
      state: 'S',
      group: 7,
      session: 8,
      startTicks: '4711',
    })
  })

  it('is known by its start time: another one with the same pid is neither alive nor signalled', async () => {
    const { child, pid } = start()
    const identity = identify(pid)
    if (identity === undefined) throw new Error('no process')
    const forged = { ...identity, startTicks: String(Number(identity.startTicks) - 1) }
    expect(isAlive(forged)).toBe(false)
    expect(signalProcess(forged, 'SIGKILL')).toBe(false)
    await endFamily({ token: 'none', main: forged }, { graceMs: 0, witnessed: true })
    expect(isAlive(identity)).toBe(true)
    expect(signalProcess({ ...identity, boot: 'another boot' }, 'SIGKILL')).toBe(false)
    expect(signalProcess(identity, 'SIGTERM')).toBe(true)
    await once(child, 'exit')
    expect(isAlive(identity)).toBe(false)
  })

  it('that leads a group whose leader is gone is no member unless it carries the token', () => {
    const { pid } = start()
    const identity = identify(pid)
    if (identity === undefined) throw new Error('no process')
    expect(familyMembers({ token: 'none', main: identity }, false)).toEqual([identity])
    expect(familyMembers({ token: 'none', main: { ...identity, pid: 2 ** 22 + 1 } }, false)).toEqual([])
  })
})
