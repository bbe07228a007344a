import { isName, suggestName } from '@towpath/descriptor'
import { StepFault } from '../step-fault.ts'

interface Named {
  required(name: 'environment'): string
}

/** The input `environment`, which has to be a name before anything is looked for by it. Fault `input-invalid`. */
export function environmentName(inputs: Named): string {
  return verifyEnvironmentName('environment', inputs.required('environment'))
}

/** What an input gives as the name of an environment. Fault `input-invalid`. */
export function verifyEnvironmentName(input: string, name: string): string {
  if (isName(name)) return name
  const near = suggestName(name)
  throw new StepFault('input-invalid', {
    where: `Input \`${input}\``,
    expected: 'a name of 2 to 63 characters: lower-case letters, digits and `-`, not at either end',
    found: `\`${name}\``,
    ...(near !== null && { fix: `Write \`${near}\`` }),
  })
}
