import { findBundledProgram, onCancel, openGithubStepIo } from '@towpath/step-io'
import { runStep } from './run-step.ts'
import type { StepName } from './step.ts'

/** Runs a step as a GitHub Action of this process: what a stub in dist calls, and nothing else does. */
export async function runAction(step: StepName): Promise<void> {
  const signal = onCancel()
  process.exitCode = await runStep(step, openGithubStepIo(), {
    signal,
    clock: () => new Date(),
    program: findBundledProgram(),
  })
}
