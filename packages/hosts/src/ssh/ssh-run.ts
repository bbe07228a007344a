import { setTimeout as sleep } from 'node:timers/promises'
import type { RunOptions, ScriptResult } from '../host.ts'
import { aborted, carryOutScript, defaultLimitMs, letGo, timedOut, type WaitingShell } from '../script/running.ts'
import { sh } from '../script/sh.ts'
import type { SshConnection } from './ssh-connection.ts'
import type { SshShell } from './ssh-shell.ts'

/** How long an ended script may take to go by itself, and its processes when another script kills them. */
const patienceMs = { itself: 1_000, killed: 4_000 }

/** Runs a rendered script. `subject` names it in faults, `what` in that of a lost connection. */
export async function runOverSsh(
  connected: Promise<SshConnection>,
  { text, subject, what }: { readonly text: string; readonly subject: string; readonly what: string },
  options: RunOptions & { readonly signal: AbortSignal },
): Promise<ScriptResult> {
  const { signal, stdin, limitMs = defaultLimitMs } = options
  const taking = connected.then(async (connection) => ({ connection, shell: await connection.shell(what) }))
  try {
    const { connection, shell } = await inTime(taking, subject, signal, limitMs)
    return await carryOutScript(waiting(connection, shell, what), text, subject, options)
  } catch (cause) {
    letGo(stdin)
    throw cause
  }
}

/** The shell, unless the script is aborted before, or its time is over while sessions are taken. What comes later is not used. */
async function inTime<Taken extends { readonly shell: SshShell }>(
  taking: Promise<Taken>,
  subject: string,
  signal: AbortSignal,
  limitMs: number,
): Promise<Taken> {
  const { promise: never, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(aborted(subject, signal))
  signal.addEventListener('abort', onAbort, { once: true })
  if (signal.aborted) onAbort()
  const timer = setTimeout(() => reject(timedOut(subject, limitMs)), limitMs)
  try {
    return await Promise.race([taking, never])
  } catch (cause) {
    taking.then(({ shell }) => shell.channel.close()).catch((later: unknown) => later)
    throw cause
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }
}

function waiting(connection: SshConnection, shell: SshShell, what: string): WaitingShell {
  const { channel } = shell
  const { promise: givenUp, resolve: giveUp } = Promise.withResolvers<null>()
  const ended = Promise.race([shell.handOver(), givenUp]).then((code) => {
    if (code === null && connection.isLost) throw connection.lost(what)
    return code
  })
  let isEnding = false
  return {
    stdin: channel,
    stdout: channel,
    stderr: channel.stderr,
    ended,
    kill: () => {
      if (isEnding) return
      isEnding = true
      const done = () => giveUp(null)
      end(connection, shell).then(done, done)
    },
  }
}

const killProgram = sh`
group=$(sed 's/.*) //' "/proc/$PID/stat" 2> /dev/null | cut -d ' ' -f 3) || :
[ -z "$group" ] || kill -s KILL -- "-$group" 2> /dev/null || :
`

/**
 * The end of its input makes the frame kill the script. One that doesn't read what has come already holds that up: its processes are then
 * killed by another script.
 */
async function end(connection: SshConnection, shell: SshShell): Promise<void> {
  shell.channel.eof()
  await gone(shell, patienceMs.itself)
  if (shell.isOver || connection.isLost) return
  const killer = await connection.shell('ending a script')
  const subject = 'ending a script'
  const text = `PID=${shell.pid}\n${killProgram}`
  await carryOutScript(waiting(connection, killer, subject), text, subject, { limitMs: patienceMs.killed })
  await gone(shell, patienceMs.itself)
  shell.channel.close()
}

async function gone(shell: SshShell, limitMs: number): Promise<void> {
  for (const since = Date.now(); !shell.isOver && Date.now() - since < limitMs; ) await sleep(10)
}
