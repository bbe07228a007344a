import { type Acting, type HostCommand, renderActing } from '@towpath/hosts'

const program = `
lock
fence
rm -rf -- "$ENVIRONMENT_DIR/incoming"
unlock
echo end
`

/** Gives up the packages that this environment was bringing; what it has recorded stays. */
export function forgetClaimsCommand(acting: Acting): HostCommand<void> {
  return { script: { name: 'forget', program, variables: renderActing(acting) }, parse: () => undefined }
}
