import { type Acting, type HostCommand, renderActing, sh } from '@towpath/hosts'
import type { EdgeFiles } from './edge-files.ts'
import { addressFunctions } from './look-at-edge.ts'

/** keepalived watches the file: the priority changes within milliseconds. */
export function freshCommand(acting: Acting, { fresh }: EdgeFiles, freshness: number): HostCommand<void> {
  return {
    script: {
      name: 'fresh',
      program: sh`
lock
fence
printf '%s\n' "$FRESHNESS" > "$FRESH"
unlock
echo end
`,
      variables: { ...renderActing(acting), FRESH: fresh, FRESHNESS: String(freshness) },
    },
    parse: () => undefined,
  }
}

/** Whether the host has an address now. */
export function holdsCommand(address: string): HostCommand<boolean> {
  return {
    script: {
      name: 'holds',
      program: `${addressFunctions}
if holds_address "$ADDRESS"; then printf 'holds\\tyes\\n'; else printf 'holds\\tno\\n'; fi
echo end
`,
      variables: { ADDRESS: address },
    },
    parse: (records) => records.next().choice(1, ['yes', 'no']) === 'yes',
  }
}
