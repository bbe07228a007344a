/** Who somebody is, as far as a run knows. */
export interface Person {
  readonly name: string
  /** `delivery`, `acme/delivery`; null: this run can't know. */
  readonly teams: readonly string[] | null
}

/** `yes`; `no`; `unknown` when only a team that can't be read could say. */
export type Named = 'yes' | 'no' | 'unknown'

const team = 'team:'

/** Whether entries of `policy.allowed` name somebody: users by name, teams as `team:<name>`. GitHub's names have no case. */
export function isNamed(entries: readonly string[], { name, teams }: Person): Named {
  const names = entries.map((entry) => entry.toLowerCase())
  const ofTeams = names.filter((entry) => entry.startsWith(team))
  if (names.some((entry) => !entry.startsWith(team) && entry === name.toLowerCase())) return 'yes'
  if (ofTeams.length === 0) return 'no'
  if (teams === null) return 'unknown'
  const own = new Set(teams.flatMap((one) => [one.toLowerCase(), one.toLowerCase().replace(/^.*\//, '')]))
  return ofTeams.some((entry) => own.has(entry.slice(team.length))) ? 'yes' : 'no'
}

/** `ada, bob or team:ops` */
export function renderEntries(entries: readonly string[]): string {
  const last = entries.at(-1) ?? 'nobody'
  return entries.length < 2 ? last : `${entries.slice(0, -1).join(', ')} or ${last}`
}

/** Users that entries name; null when a team stands among them, which has as many as it has. */
export function namedUsers(entries: readonly string[]): ReadonlySet<string> | null {
  if (entries.some((entry) => entry.toLowerCase().startsWith(team))) return null
  return new Set(entries.map((entry) => entry.toLowerCase()))
}

/** Why a team is of no help here, as a clause. */
export const teamsUnread = "who is in a team can't be read here (not yet: it needs the token of an App)"
