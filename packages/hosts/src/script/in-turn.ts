import { HostFault } from '../host-fault.ts'
import type { HostCommand } from './command.ts'

/**
 * Several commands as one script: the second begins when the first is done, and none after one that refuses, whose fault is the fault of all. Each
 * reads its own data, as text, and answers its own records. A variable that two of them have means the same in both.
 */
export function inTurn<Result>(name: string, commands: readonly HostCommand<Result>[]): HostCommand<readonly Result[]> {
  const data = commands.map(({ script, stdin = '' }) => {
    if (typeof stdin === 'string') return stdin
    throw refused(script.name, 'data as text, where commands take turns', 'a stream')
  })
  return {
    script: {
      name,
      // `head -c` takes not one byte more than it is told; what a command leaves of its data is not the next one's.
      program: commands
        .map(
          ({ script }) => `read -r turn_size\nhead -c "$turn_size" | {\n(\n${script.program}\n)\ncat > /dev/null\n}\n`,
        )
        .join(''),
      variables: variablesOf(commands),
    },
    stdin: data.map((text) => `${Buffer.byteLength(text)}\n${text}`).join(''),
    parse: (records) => commands.map(({ parse }) => records.part(parse)),
  }
}

function variablesOf(commands: readonly HostCommand<unknown>[]): Record<string, string> {
  const variables: Record<string, string> = {}
  for (const { script } of commands) {
    for (const [name, value] of Object.entries(script.variables)) {
      const known = variables[name] ?? value
      if (known !== value)
        throw refused(script.name, `${name} to mean the same in all that take turns`, 'another value')
      variables[name] = value
    }
  }
  return variables
}

function refused(script: string, expected: string, found: string): HostFault {
  return new HostFault('value-refused', { where: `Script ${script}`, expected, found })
}
