import { nearest } from '@towpath/descriptor'
import { CliFault } from './cli-fault.ts'

/** A step, or one of the terminal's own commands, takes no words. What is no name may be a secret, and is not shown. */
export function refuseWords([word]: readonly string[]): void {
  if (word === undefined) return
  const isValue = !/^[a-z0-9-]{1,40}$/.test(word) || word.startsWith('---')
  throw new CliFault('usage', {
    where: isValue ? 'Arguments' : `Argument \`${word}\``,
    expected: 'an option such as `--environment staging`',
    found: isValue ? 'a value without an option' : 'a second command',
    fix: 'Try `towpath help`',
  })
}

export function refuseUnknownOptions(
  command: string,
  options: Readonly<Record<string, string>>,
  known: readonly string[],
): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name))
  if (unknown === undefined) return
  throw new CliFault('usage', {
    where: `towpath ${command}`,
    expected: `an option of ${known.map((name) => `--${name}`).join(', ')}`,
    found: /^[\w-]{1,40}$/.test(unknown) ? `--${unknown}` : 'something that is no name of an option',
    fix: 'Try `towpath help`',
  })
}

export function unknownCommand(command: string, known: readonly string[]): CliFault {
  const near = nearest(command, known)
  return new CliFault('usage', {
    where: `towpath ${command}`,
    expected: `one of ${known.join(', ')}`,
    found: `\`${command}\``,
    fix: near === undefined ? 'Try `towpath help`' : `Did you mean \`towpath ${near}\``,
  })
}
