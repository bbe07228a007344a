import { openGithubStepIo } from '@towpath/step-io'
import { runStep } from './run-step.ts'
import type { StepName } from './step.ts'

/** Runs a step as a GitHub Action of this process: what a stub in dist calls, and nothing else does. */
export async function runAction(step: StepName): Promise<void> {
  const cancelled = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => cancelled.abort(new Error(`The run was cancelled (${signal})`)))
  const io = openGithubStepIo()
  process.exitCode = await runStep(step, io, { signal: cancelled.signal, clock: () => new Date() })
}
