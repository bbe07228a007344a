const kept = new Set([
  'GITHUB_WORKSPACE',
  'GITHUB_SHA',
  'GITHUB_REF',
  'GITHUB_REF_NAME',
  'GITHUB_REPOSITORY',
  'GITHUB_RUN_ID',
  'GITHUB_RUN_NUMBER',
])

/**
 * The environment for a command of the repository's own (`code.build`): without inputs, tokens and whatever lets a process speak
 * for the job (DESIGN invariant 11). Of GitHub's variables only those that merely say what is built.
 */
export function commandEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]): [string, string][] =>
      value === undefined || !isHarmless(name) ? [] : [[name, value]],
    ),
  )
}

function isHarmless(name: string): boolean {
  if (kept.has(name)) return true
  if (/^(INPUT_|ACTIONS_|GITHUB_|STATE_)/i.test(name)) return false
  return !/TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIAL|API_?KEY|(^|_)(KEY|PAT)(_|$)/i.test(name)
}
