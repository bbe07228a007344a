import { spawnSync } from 'node:child_process'
import type { Requirement } from '@towpath/testing'

/** For examples whose build installs from npm: a registry that has this, such as `verdaccio@6.0.5`. */
export function npmRegistryWith(dependency: string): Requirement {
  return {
    name: 'npm-registry',
    remedy: `npm must reach a registry that has ${dependency}: see \`npm config get registry\``,
    isMet: () =>
      spawnSync('npm', ['view', dependency, 'version', '--fetch-retries=0'], { timeout: 20_000 }).status === 0,
  }
}
