import { type Acting, type HostCommand, renderActing } from '@towpath/hosts'

const program = `
lock
fence
unlock
said=$(unit_start $REVIVED 2>&1) || fail unit-failed "$said"
echo end
`

/** Starts units that stand still, as they stand: on the ports and with the secrets that they had. One that runs is left alone. */
export function reviveCommand(acting: Acting, units: readonly string[]): HostCommand<void> {
  return {
    script: { name: 'revive', program, variables: { ...renderActing(acting), REVIVED: units.join(' ') } },
    parse: () => undefined,
  }
}
