import { isName } from '@towpath/descriptor'
import { StepFault } from '../step-fault.ts'

/** `prod@41`, or an environment without a number. Throws `input-invalid`. */
export function parseRevisionName(text: string): { readonly environment: string; readonly number: number | null } {
  const [, environment = '', number] = /^([^@]*)(?:@(\d{1,9}))?$/.exec(text) ?? []
  if (isName(environment)) return { environment, number: number === undefined ? null : Number(number) }
  throw new StepFault('input-invalid', {
    where: 'The revision',
    expected: 'an environment and a number such as `prod@41`, or the environment alone',
    found: `\`${text}\``,
  })
}
