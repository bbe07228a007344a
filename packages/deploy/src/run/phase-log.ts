import type { DeployReport } from '@towpath/environment'

type ReportedPhase = DeployReport['hosts'][number]['phases'][number]

/** What was done on each host, when and how long: for the report and for people. */
export class PhaseLog {
  readonly #clock: () => Date
  readonly #say: (line: string) => void
  readonly #byHost = new Map<string, ReportedPhase[]>()
  readonly #bytes = new Map<string, { sentBytes: number; totalBytes: number }>()

  constructor(clock: () => Date, say: (line: string) => void) {
    this.#clock = clock
    this.#say = say
  }

  /** Runs one phase on one host. `detail` reads the result. */
  async run<Result>(
    host: string,
    name: string,
    body: () => Promise<Result>,
    detail: (result: Result) => string = () => '',
  ): Promise<Result> {
    const startedAt = this.#clock()
    this.#say(`${host}: ${name}`)
    const end = (outcome: ReportedPhase['outcome'], text: string): void => {
      const durationMs = Math.max(0, this.#clock().getTime() - startedAt.getTime())
      this.phasesOf(host).push({ name, startedAt: startedAt.toISOString(), durationMs, outcome, detail: text })
    }
    try {
      const result = await body()
      end('done', detail(result))
      return result
    } catch (error) {
      end('failed', error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
      throw error
    }
  }

  /** What was to be done on a host and was not, and why. */
  skip(host: string, name: string, detail: string): void {
    const startedAt = this.#clock().toISOString()
    this.phasesOf(host).push({ name, startedAt, durationMs: 0, outcome: 'skipped', detail })
  }

  addBytes(host: string, { sentBytes, totalBytes }: { sentBytes: number; totalBytes: number }): void {
    const so = this.bytesOf(host)
    this.#bytes.set(host, { sentBytes: so.sentBytes + sentBytes, totalBytes: so.totalBytes + totalBytes })
  }

  bytesOf(host: string): { readonly sentBytes: number; readonly totalBytes: number } {
    return this.#bytes.get(host) ?? { sentBytes: 0, totalBytes: 0 }
  }

  phasesOf(host: string): ReportedPhase[] {
    const phases = this.#byHost.get(host) ?? []
    this.#byHost.set(host, phases)
    return phases
  }
}
