import { Fault, Faults } from '@towpath/fault'
import type { StepIo } from '@towpath/step-io'
import { readInputs } from './inputs.ts'
import type { Step, StepCall, StepName } from './step.ts'

type Steps = { readonly [Name in StepName]: () => Promise<Step<Name>> }

/** Loaded only when asked for, so that a step starts with what it needs and no more. */
const steps: Steps = {
  deliver: async () => (await import('./deliver.ts')).deliver,
  build: async () => (await import('./build.ts')).build,
  describe: async () => (await import('./describe.ts')).describe,
  publish: async () => (await import('./publish.ts')).publish,
  promote: async () => (await import('./promote.ts')).promote,
  deploy: async () => (await import('./deploy.ts')).deploy,
  register: async () => (await import('./register.ts')).register,
  rollback: async () => (await import('./rollback.ts')).rollback,
  resolve: async () => (await import('./resolve.ts')).resolve,
  status: async () => (await import('./status.ts')).status,
  observe: async () => (await import('./observe.ts')).observe,
}

export interface StepRun {
  readonly signal: AbortSignal
  readonly clock: () => Date
  /** File of the embedded supervisor and proxy. */
  readonly program: string
}

/** Runs one step to its end and says its outcome. Returns the exit code: 0 done, 1 refused or failed. */
export async function runStep<Name extends StepName>(name: Name, io: StepIo, run: StepRun): Promise<0 | 1> {
  try {
    const call: StepCall<Name> = {
      io,
      inputs: readInputs(name, io),
      clock: run.clock,
      signal: run.signal,
      program: run.program,
      output: (output, value) => io.output(output, String(value)),
    }
    const step: Step<Name> = await steps[name]()
    await step(call)
    return 0
  } catch (error) {
    if (run.signal.aborted && !(error instanceof Fault)) sayCancelled(run.signal.reason, io)
    else sayFault(error, io)
    return 1
  } finally {
    await io.flush()
  }
}

function sayCancelled(reason: unknown, io: StepIo): void {
  const why = reason instanceof Error ? reason.message : 'The run was cancelled'
  io.annotate({ level: 'error', title: 'cancelled', message: `${why}. Run it again: it goes on from what is there.` })
}

/** Every fault becomes an annotation whose title is its code; what is not a fault is ours to mend, and says so with its stack. */
function sayFault(error: unknown, io: StepIo): void {
  if (!(error instanceof Fault)) {
    const found = error instanceof Error ? (error.stack ?? error.message) : String(error)
    io.annotate({
      level: 'error',
      title: 'internal',
      message: `This is a defect of Towpath, please report it: ${found}`,
    })
    return
  }
  for (const fault of error instanceof Faults ? error.all : [error]) {
    const { place } = fault.explanation
    io.annotate({ level: 'error', title: fault.code, message: fault.message, ...(place && { place }) })
  }
}
