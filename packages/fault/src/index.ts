export { type Explanation, Fault, Faults, type Place, renderExplanation, renderPlace } from './fault.ts'
