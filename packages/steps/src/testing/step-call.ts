import { readInputs } from '../inputs.ts'
import type { StepCall, StepName } from '../step.ts'
import { type Recording, type RecordingStepIo, recordingStepIo } from './recording-step-io.ts'

export interface RecordedCall<Name extends StepName> {
  readonly call: StepCall<Name>
  readonly io: RecordingStepIo
}

/** A step's call as runStep makes it, with what it says recorded. `now`: RFC 3339. */
export function recordedCall<Name extends StepName>(
  step: Name,
  recording: Recording & { readonly now?: string; readonly signal?: AbortSignal },
): RecordedCall<Name> {
  const io = recordingStepIo(recording)
  return {
    io,
    call: {
      io,
      inputs: readInputs(step, io),
      clock: () => new Date(recording.now ?? '2026-11-23T09:00:00Z'),
      program: '/nonexistent/program.mjs',
      signal: recording.signal ?? new AbortController().signal,
      output: (output, value) => io.output(output, String(value)),
    },
  }
}
