import { existsSync } from 'node:fs'

/**
 * Why a suite that needs a real program can't run, printed once, or `undefined` when it can. Throws when TOWPATH_REQUIRE (names
 * separated by commas or spaces) asks for it, so that nothing is skipped where all of it should run.
 */
export function whyNot(name: string, binary: string, debianPackage: string, requirement = name): string | undefined {
  if (existsSync(binary)) return undefined
  const reason = `${name} is not installed (Debian package ${debianPackage})`
  if ((process.env['TOWPATH_REQUIRE'] ?? '').split(/[\s,]+/).includes(requirement)) throw new Error(reason)
  process.stdout.write(`skipped: ${reason}\n`)
  return reason
}
