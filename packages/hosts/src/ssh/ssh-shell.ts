import { once } from 'node:events'
import type { ClientChannel } from 'ssh2'
import { shellCommand } from '../script/frame.ts'
import { quote } from '../script/host-script.ts'

const standardPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** Says that it is there before it waits, because profiles may say things and sudo may refuse; and by which pid its processes are found. */
const waitingCommand = `cd / && PATH=$PATH:${standardPath} && export PATH && echo "towpath $$" && ${shellCommand}`

/**
 * What sshd is told to run, whatever the user's own shell is. The same for every script, so that it can be begun before its script is
 * known: then the script costs one round trip where `exec` costs three.
 */
export function renderShellCommand(user: string): string {
  return `exec ${user === 'root' ? '' : 'sudo -n '}/bin/sh -c ${quote(waitingCommand)}`
}

/** A shell on the host that waits for its script. */
export class SshShell {
  readonly channel: ClientChannel
  /** Of the shell that the script runs in. */
  readonly pid: number
  readonly #ended: Promise<number | null>
  readonly #stopListening: () => void
  #isOver = false

  private constructor(channel: ClientChannel, pid: number, ended: Promise<number | null>, stopListening: () => void) {
    this.channel = channel
    this.pid = pid
    this.#ended = ended.finally(() => {
      this.#isOver = true
    })
    this.#stopListening = stopListening
  }

  /** Waits until it says that it waits. Answers what was said instead where it doesn't. */
  static async on(channel: ClientChannel): Promise<SshShell | { readonly said: string }> {
    const ended = once(channel, 'close').then(([code]: unknown[]) => (typeof code === 'number' ? code : null))
    let said = ''
    let trouble = ''
    const { promise: greeting, resolve: greet } = Promise.withResolvers<number>()
    const listen = () => {
      // Reading on to the end is what lets a channel close.
      for (let chunk = channel.read(); chunk !== null; chunk = channel.read()) said += String(chunk)
      const pid = /^towpath (\d+)$/m.exec(said)?.[1]
      if (pid !== undefined) greet(Number(pid))
    }
    const listenToTrouble = () => {
      for (let chunk = channel.stderr.read(); chunk !== null; chunk = channel.stderr.read()) trouble += String(chunk)
    }
    channel.on('readable', listen)
    channel.stderr.on('readable', listenToTrouble)
    const pid = await Promise.race([greeting, ended.then(() => null)])
    if (pid === null) return { said: (trouble.trim() || said.trim()).slice(-2000) }
    return new SshShell(channel, pid, ended, () => {
      channel.off('readable', listen)
      channel.stderr.off('readable', listenToTrouble)
    })
  }

  get isOver(): boolean {
    return this.#isOver
  }

  /** Its channel from now on is the caller's to read. Answers the exit code, null after a signal, once all was read. */
  async handOver(): Promise<number | null> {
    this.#stopListening()
    const { stderr } = this.channel
    const allSaid = stderr.readableEnded ? undefined : once(stderr, 'end')
    const code = await this.#ended
    await allSaid
    return code
  }
}
