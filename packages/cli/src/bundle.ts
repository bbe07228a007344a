import type { StepName } from '@towpath/steps'

/**
 * The entry of the bundle: what the stubs in dist call. Everything is loaded when it is asked for, so that a step starts with no more than
 * it needs.
 */
export async function runAction(step: StepName): Promise<void> {
  const steps = await import('@towpath/steps')
  await steps.runAction(step)
}

export async function runCli(): Promise<void> {
  const { runTerminal } = await import('./terminal.ts')
  await runTerminal()
}
