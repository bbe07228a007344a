import { isName, suggestName } from '@towpath/descriptor'
import { StepFault } from '../step-fault.ts'

interface Named {
  required(name: 'environment'): string
}

/** The input `environment`, which has to be a name before anything is looked for by it. Fault `input-invalid`. */
export function environmentName(inputs: Named): string {
  const name = inputs.required('environment')
  if (isName(name)) return name
  const near = suggestName(name)
  throw new StepFault('input-invalid', {
    where: 'Input `environment`',
    expected: 'a name of 2 to 63 characters: lower-case letters, digits and `-`, not at either end',
    found: `\`${name}\``,
    ...(near !== null && { fix: `Write \`${near}\`` }),
  })
}
