import { type HostScript, quote } from '@towpath/hosts'

/** Runs a package's own health command where and as the instance runs: its folder, its environment. Its environment file is shell as well. */
export function healthScript(releaseFolder: string, packageFolder: string, command: readonly string[]): HostScript {
  return {
    name: 'health',
    program: `
cd "$PACKAGE_FOLDER"
set -a
. "$RELEASE_FOLDER/environment"
set +a
eval "set -- $COMMAND"
exec "$@"
`,
    variables: { PACKAGE_FOLDER: packageFolder, RELEASE_FOLDER: releaseFolder, COMMAND: command.map(quote).join(' ') },
  }
}
