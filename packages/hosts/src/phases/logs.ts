import type { HostCommand } from '../script/command.ts'
import { sh } from '../script/sh.ts'
import { segment, whole } from './acting.ts'

const program = sh`
printf 'log\t%s\nend\n' "$(unit_log "$UNIT" "$LINES_WANTED" | tail -c 65536 | encode)"
`

/** The last lines of a unit's log, oldest first, at most 64 KiB; none when it never wrote. */
export function logsCommand(unit: string, lines: number): HostCommand<readonly string[]> {
  return {
    script: { name: 'logs', program, variables: { UNIT: segment('unit', unit), LINES_WANTED: whole('lines', lines) } },
    parse: (records) => {
      const record = records.next()
      if (record.kind !== 'log') throw record.unreadable('`log`', record.kind)
      const text = record.decoded(1).replace(/\n$/, '')
      return text === '' ? [] : text.split('\n')
    },
  }
}
