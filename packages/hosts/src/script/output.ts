import type { ScriptResult } from '../host.ts'
import { HostFault } from '../host-fault.ts'

const longestOutput = 64 * 1024 * 1024
const keptError = 64 * 1024

/** Collects what a script says: all of stdout up to 64 MiB, the last 64 KiB of stderr. */
export class OutputCollector {
  readonly #subject: string
  readonly #onTooLong: (fault: HostFault) => void
  readonly #out: Buffer[] = []
  #outBytes = 0
  #error = Buffer.alloc(0)

  constructor(subject: string, onTooLong: (fault: HostFault) => void) {
    this.#subject = subject
    this.#onTooLong = onTooLong
  }

  addOut(chunk: Buffer): void {
    this.#outBytes += chunk.length
    if (this.#outBytes <= longestOutput) this.#out.push(chunk)
    else this.#onTooLong(tooLong(this.#subject))
  }

  addError(chunk: Buffer): void {
    const all = Buffer.concat([this.#error, chunk])
    this.#error = Buffer.from(all.subarray(Math.max(0, all.length - keptError)))
  }

  /** A missing exit code (ended by a signal) is a failure: 255. */
  result(exitCode: number | null): ScriptResult {
    return {
      exitCode: exitCode ?? 255,
      stdout: Buffer.concat(this.#out).toString('utf8'),
      stderr: this.#error.toString('utf8'),
    }
  }
}

function tooLong(subject: string): HostFault {
  return new HostFault('output-too-long', {
    where: subject,
    expected: `at most ${longestOutput / 1024 / 1024} MiB of output`,
    found: 'more',
  })
}
