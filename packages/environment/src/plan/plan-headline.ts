import type { Plan, PlannedChange } from './plan.ts'
import { plannedNumber } from './plan-document.ts'
import { setHeading } from './plan-sets.ts'

/** The answer of a plan in one line of prose, with `code`. */
export function planHeadline(plan: Plan): string {
  const { environment } = plan
  switch (plan.outcome) {
    case 'unchanged':
      return `${environment}: nothing to change, ${environment}@${plan.unchangedSince} has it all`
    case 'refused':
      return `${environment}: ${refusedOf(plan)}`
    case 'revision':
      return plan.kind === 'rollback'
        ? `${environment}: ${plan.part === undefined ? 'it' : joined(plan.part.map((service) => `\`${service}\``))} can go back to ${environment}@${plan.revision.restores}`
        : `${environment}: ${subjectOf(plan)} can go`
  }
}

/** Of a rollback `it` is the environment, which goes back; a version, set or revision comes back. */
function refusedOf(plan: Plan): string {
  const subject = subjectOf(plan)
  if (plan.kind !== 'rollback') return `${subject} can't go yet`
  return `${subject} can't ${subject === 'it' ? 'go back' : 'come back'}`
}

function subjectOf(plan: Plan): string {
  const ofSets = new Set(plan.sets.flatMap(({ packages }) => packages.map(({ service }) => service)))
  const moved = plan.changes.filter((change) => change.from !== change.to && !ofSets.has(change.service))
  const names = [...plan.sets.map(setHeading), ...moved.map(nameOf)]
  if (plan.outcome === 'refused') {
    const known = new Set(plan.changes.map(({ service }) => service))
    const subjects = plan.refusals.map(({ subject }) => subject).filter((subject) => subject !== plan.environment)
    const more = names.length === 0 ? subjects : subjects.filter((subject) => isVersionOfOther(subject, known))
    names.push(...new Set(more.map(firstIn)))
  }
  if (names.length > 0) return names.length <= 3 ? joined(names) : `${names.length} changes`
  if (plan.outcome === 'refused' && plan.kind === 'rollback') return 'it'
  return plan.changes.length === 0
    ? 'the changed spec'
    : `the config of ${joined(shortened(plan.changes.map((change) => `\`${change.service}\``)))}`
}

/** `stock 1.0.0`, of which the plan has no change because no line takes it. */
function isVersionOfOther(subject: string, known: ReadonlySet<string>): boolean {
  const [service = '', version = '', ...rest] = subject.split(' ')
  return /^\d/.test(version) && rest.length === 0 && !known.has(service)
}

function nameOf({ service, to }: PlannedChange): string {
  return to === null ? `\`${service}\` (removed)` : `\`${service}\` ${to}`
}

function firstIn(subject: string): string {
  const [name = subject, ...rest] = subject.split(' ')
  return [`\`${name}\``, ...rest].join(' ')
}

/** What is left out is counted, so that nobody takes the rest for all. */
function shortened(names: readonly string[]): readonly string[] {
  return names.length <= 3 ? names : [...names.slice(0, 3), `${names.length - 3} more`]
}

function joined(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}

/** `staging@41`, or `nothing`. */
function revisionName(environment: string, number: number | null): string {
  return number === null ? 'nothing yet' : `${environment}@${number}`
}

/** Heads of the two columns of a plan's table. */
export function planColumns(plan: Plan): { readonly before: string; readonly after: string } {
  const { environment } = plan
  const number = plannedNumber(plan)
  return {
    before: `now (${revisionName(environment, plan.base)})`,
    after: number === null ? 'asked for' : `then (${revisionName(environment, number)})`,
  }
}

/** What follows from a change besides its version, each as one clause. */
export function changeRemarks({ from, to, notes, config, line }: PlannedChange): readonly string[] {
  const remarks: string[] = []
  if (from === null) remarks.push('new')
  if (to === null) remarks.push('is stopped')
  if (from !== null && notes.length > 1) remarks.push(`${notes.length} versions in one step`)
  if (config.length > 0) remarks.push(config.length === 1 ? '1 config key' : `${config.length} config keys`)
  if (line !== '*') remarks.push(`line \`${line}\``)
  return remarks
}

/** A config value as people read it. */
export function configText(value: PlannedChange['config'][number]['from']): string {
  if (value === null) return 'nothing'
  const text = typeof value === 'object' ? `[${value.join(', ')}]` : String(value)
  if (text === '') return 'empty'
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
