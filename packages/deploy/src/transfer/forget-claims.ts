import type { Acting, HostCommand } from '@towpath/hosts'
import { actingVariables } from '../proxies/embedded-commands.ts'

const program = `
lock
fence
rm -rf -- "$ENVIRONMENT_DIR/incoming"
unlock
echo end
`

/** Gives up the packages that this environment was bringing; what it has recorded stays. */
export function forgetClaimsCommand(acting: Acting): HostCommand<void> {
  return { script: { name: 'forget', program, variables: actingVariables(acting) }, parse: () => undefined }
}
