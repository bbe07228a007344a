import { setTimeout as sleep } from 'node:timers/promises'
import type { Client, ClientChannel } from 'ssh2'
import { HostFault } from '../host-fault.ts'
import { keepLifeline, renderLifeline } from './lifeline.ts'
import { connectionLost, sessionRefused, shellFault } from './shell-fault.ts'
import { renderShellCommand, SshShell } from './ssh-shell.ts'
import { type SshTarget, type SshTiming, unanswered } from './ssh-target.ts'
import { Turns } from './turns.ts'

/** sshd takes ten by default, and one is the lifeline; where it takes fewer it says so by refusing, and fewer are asked for. */
const maxSessions = 9

const goodbyeMs = 2_000

/** How often a host is asked for a session while none is open: the last one may not have ended there yet. */
const attempts = 3

/** A connection that was let in. One shell more than is needed is kept waiting, where sshd takes so many. */
export class SshConnection {
  readonly client: Client
  readonly target: SshTarget
  readonly #sessions = new Turns(maxSessions)
  readonly #shellCommand: string
  #open = 0
  #mostOpen = 0
  #spare: Promise<SshShell> | undefined
  #lostBecause: string | undefined

  constructor(client: Client, target: SshTarget, timing: SshTiming) {
    this.client = client
    this.target = target
    this.#shellCommand = renderShellCommand(target.user)
    let trouble = 'the host closed it'
    client.on('error', (cause) => {
      const isSilent = cause.level === 'client-timeout'
      trouble = isSilent
        ? `no sign of life from it for ${(timing.keepAliveMs * (unanswered + 1)) / 1000} s`
        : cause.message
    })
    const onEnd = () => {
      this.#lostBecause ??= trouble
    }
    client.once('end', onEnd).once('close', onEnd)
    this.#keepSpare()
    void this.#holdLifeline(timing.lifelineSeconds)
  }

  get isLost(): boolean {
    return this.#lostBecause !== undefined
  }

  lost(what: string) {
    return connectionLost(this.target, what, this.#lostBecause ?? 'it was closed here')
  }

  /**
   * A shell that waits. `what` is for, for the fault.
   * @throws HostFault `sudo-refused`, `shell-refused`, `connection-lost`.
   */
  async shell(what: string): Promise<SshShell> {
    for (let attempt = 1; ; ) {
      try {
        const shell = await this.#takeSpare()
        if (!shell.isOver) return shell
      } catch (cause) {
        if (this.isLost) throw this.lost(what)
        if (!(cause instanceof SessionRefused)) throw cause
        if (this.#sessions.taken > 0) continue
        if (attempt === attempts) throw sessionRefused(this.target, cause.cause)
        attempt += 1
        await sleep(100)
      }
    }
  }

  /** Says goodbye; one who doesn't answer to that is left. */
  end(): void {
    this.client.end()
    setTimeout(() => this.client.destroy(), goodbyeMs).unref()
  }

  async #takeSpare(): Promise<SshShell> {
    const spare = this.#spare ?? this.#begin(await this.#sessions.take())
    this.#spare = undefined
    const shell = await spare
    this.#keepSpare()
    return shell
  }

  #keepSpare(): void {
    if (this.#spare !== undefined || this.isLost) return
    const turn = this.#sessions.tryTake()
    if (turn === undefined) return
    this.#spare = this.#begin(turn)
    // Whoever takes it is told.
    this.#spare.catch(() => undefined)
  }

  /** @throws SessionRefused, and asks for no more than were open already from then on. */
  async #begin(turn: () => void): Promise<SshShell> {
    try {
      const channel = await this.#exec(this.#shellCommand)
      this.#open += 1
      this.#mostOpen = Math.max(this.#mostOpen, this.#open)
      channel.once('close', () => {
        this.#open -= 1
        turn()
      })
      const shell = await SshShell.on(channel)
      if (shell instanceof SshShell) return shell
      throw shellFault(this.target, shell.said)
    } catch (cause) {
      if (cause instanceof HostFault) throw cause
      // Before the turn is given back: who waits for it would be refused as well.
      this.#sessions.lower(this.#mostOpen)
      turn()
      throw new SessionRefused('the host takes no further session', { cause })
    }
  }

  /** Beside the sessions of scripts. A host that takes one session only has none to spare for it. */
  async #holdLifeline(seconds: number): Promise<void> {
    const channel = await this.#exec(renderLifeline(seconds)).catch(() => undefined)
    if (channel !== undefined) keepLifeline(channel, seconds)
  }

  async #exec(command: string): Promise<ClientChannel> {
    return await new Promise<ClientChannel>((resolve, reject) => {
      this.client.exec(command, (cause, channel) => (cause instanceof Error ? reject(cause) : resolve(channel)))
    })
  }
}

/** More sessions at once than sshd takes, or the end of the connection. */
class SessionRefused extends Error {}
