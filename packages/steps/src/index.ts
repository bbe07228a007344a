export { runAction } from './action.ts'
export { contracts } from './contracts.ts'
export { runStep, type StepRun } from './run-step.ts'
export type { StepName } from './step.ts'
