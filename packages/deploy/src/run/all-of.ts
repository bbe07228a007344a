import { Fault, Faults } from '@towpath/fault'
import { isLeaseLost } from './endings.ts'

/** What to throw of several things that went wrong at once: a lost lease first, since it ends everything; else every fault, so that a person mends all in one go. */
export function allOf(errors: readonly unknown[]): unknown {
  const faults = errors.filter((error) => error instanceof Fault)
  const [first, ...more] = faults
  const lost = errors.find(isLeaseLost)
  if (lost !== undefined || first === undefined || more.length === 0 || faults.length < errors.length) {
    return lost ?? errors[0]
  }
  return new Faults([first, ...more])
}
