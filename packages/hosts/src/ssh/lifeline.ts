import type { ClientChannel } from 'ssh2'
import { quote } from '../script/host-script.ts'

/**
 * A runner may vanish, or a line be cut, without a word: sshd then takes hours to notice, and a script that waits for its input would hold the
 * host-wide lock all that time. So a small watcher on the host waits for a sign of life; when none came for so long it ends sshd's process of this
 * connection, which closes the input of all its scripts, and their frames end them.
 */
export function renderLifeline(seconds: number): string {
  const watcher = [
    'while :; do',
    `beat=$(timeout ${seconds} head -c 1); code=$?;`,
    '[ "$code" = 0 ] && [ "$beat" = . ] || break;',
    'done;',
    // Not after an end, which is an ordinary goodbye.
    '[ "$code" != 124 ] || kill "$PPID"',
  ].join(' ')
  return `exec /bin/sh -c ${quote(watcher)}`
}

/** Gives a sign of life four times within the time that the watcher waits. */
export function keepLifeline(channel: ClientChannel, seconds: number): void {
  const beat = setInterval(() => channel.write('.'), (seconds * 1000) / 4)
  beat.unref()
  channel.once('close', () => clearInterval(beat))
  channel.resume()
  channel.stderr.resume()
}
