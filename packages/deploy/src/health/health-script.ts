import { type HostScript, quote } from '@towpath/hosts'

export interface HealthCommand {
  readonly unit: string
  readonly releaseFolder: string
  readonly packageFolder: string
  readonly command: readonly string[]
}

/**
 * Runs a package's own health command where and as the instance runs: as its user, in its folder, with its environment. Its environment file
 * is shell as well; only that user reads it, so that nothing in it can act as root.
 */
export function healthScript({ unit, releaseFolder, packageFolder, command }: HealthCommand): HostScript {
  return {
    name: 'health',
    program: `
cd "$PACKAGE_FOLDER"
eval "set -- $COMMAND"
unit_as "$UNIT" /bin/sh -c 'set -a; . "$0"; exec "$@"' "$RELEASE_FOLDER/environment" "$@"
`,
    variables: {
      UNIT: unit,
      PACKAGE_FOLDER: packageFolder,
      RELEASE_FOLDER: releaseFolder,
      COMMAND: command.map(quote).join(' '),
    },
  }
}
