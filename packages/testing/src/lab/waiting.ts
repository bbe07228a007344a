import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const limitMs = 30_000

/** The host's process 1 among the children of its systemd-nspawn: the one that is number 1 in a namespace of its own. */
export async function waitForLeader(nspawn: ChildProcess): Promise<number> {
  return waitFor('a process 1', async () => {
    if (nspawn.exitCode !== null || nspawn.signalCode !== null) throw new Error('systemd-nspawn ended')
    const children = await readFile(`/proc/${nspawn.pid}/task/${nspawn.pid}/children`, 'utf8')
    for (const pid of children.split(' ').filter((part) => part !== '')) {
      if (/^NSpid:\t\d+\t1$/m.test(await readStatus(pid))) return Number(pid)
    }
    return null
  })
}

export async function waitForNoLink(link: string): Promise<void> {
  await waitFor(`the end of ${link}`, async () => (existsSync(`/sys/class/net/${link}`) ? null : true))
}

export async function waitForSshd(address: string): Promise<void> {
  await waitFor(`sshd at ${address}`, async () => ((await greets(address)) ? true : null))
}

async function waitFor<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  const until = Date.now() + limitMs
  for (;;) {
    const found = await look()
    if (found !== null) return found
    if (Date.now() > until) throw new Error(`waited ${limitMs / 1000} s for ${what}`)
    await sleep(20)
  }
}

async function readStatus(pid: string): Promise<string> {
  try {
    return await readFile(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}

async function greets(address: string): Promise<boolean> {
  const socket = connect({ host: address, port: 22 })
  try {
    const [greeting]: unknown[] = await once(socket, 'data', { signal: AbortSignal.timeout(1000) })
    return String(greeting).startsWith('SSH-2.0')
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
