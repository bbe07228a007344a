import { escapeMarkdownLine, renderTime, terminalLine } from '@towpath/environment'
import type { EnvironmentStatus, ReleaseChange } from './environment-status.ts'
import { sayAgo } from './say-time.ts'

/** One environment for a terminal: a head line, a table, then what people should know. */
export function renderStatusText(status: EnvironmentStatus, now: Date): string {
  const { columns, rows } = tableOf(status, now)
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map((row) => [...(row[index] ?? '')].length)),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()
  const table = rows.length === 0 ? ['nothing is registered'] : [line(columns), ...rows.map(line)]
  return [headOf(status, now), '', ...table, ...spaced(notesOf(status, now))].map(terminalLine).join('\n')
}

/** The same for a job summary or comment. */
export function renderStatusMarkdown(status: EnvironmentStatus, now: Date): string {
  const { columns, rows: cells } = tableOf(status, now)
  const rows = cells.map((row) => `| ${row.map(escapeMarkdownLine).join(' | ')} |`)
  const head = [`| ${columns.join(' | ')} |`, `|${columns.map(() => '---|').join('')}`]
  const table = rows.length === 0 ? ['Nothing is registered.'] : [...head, ...rows]
  const notes = notesOf(status, now).map((note) => `- ${escapeMarkdownLine(note)}`)
  return [`### ${escapeMarkdownLine(headOf(status, now))}`, '', ...table, ...spaced(notes)].join('\n')
}

interface StatusTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** With a column for sets only where something came with one. */
function tableOf({ services }: EnvironmentStatus, now: Date): StatusTable {
  const hasSets = services.some(({ versions }) => versions.some(({ sets }) => sets.length > 0))
  const columns = ['service', 'version', 'line', ...(hasSets ? ['set'] : []), 'host', 'address', 'since']
  const rows = services.flatMap(({ service, isExternal, versions }) =>
    versions.flatMap(({ version, line, sets, isDefault, isLeaving, instances }) => {
      const kind = isLeaving ? 'leaving' : versions.length > 1 && isDefault ? `${line} (default)` : line
      const set = hasSets ? [sets.join(', ')] : []
      if (isExternal) return [[service, version, 'external', ...set, '', '', '']]
      return instances.map(({ host, ip, ports, since }) => {
        const address = Object.values(ports).map((port) => `${ip}:${port}`)
        return [service, version, kind, ...set, host, address.join(' ') || 'none', sayAgo(since, now)]
      })
    }),
  )
  return { columns, rows }
}

function headOf({ environment, deployed, desired, address, proxies }: EnvironmentStatus, now: Date): string {
  const holder = proxies.length > 1 ? proxies.find(({ holdsVip }) => holdsVip) : undefined
  const held = holder === undefined ? '' : ` (held by ${holder.host})`
  const url = address === null ? '' : `http://${address.vip}${address.port === 80 ? '' : `:${address.port}`}`
  const where = address === null ? '' : ` at ${url}${held}`
  if (deployed === null) {
    return desired === null ? `${environment}: nothing yet` : `${environment}@${desired} is not deployed yet`
  }
  return `${environment}@${deployed.revision} is live${where}, deployed ${sayAgo(deployed.at, now)}`
}

function notesOf(status: EnvironmentStatus, now: Date): readonly string[] {
  const { environment, lastGood, lease } = status
  const notes = [...notesOfRevisions(status), ...notesOfProxies(status)]
  if (lease !== null)
    notes.push(`${lease.run} deploys ${environment}@${lease.revision}, begun ${sayAgo(lease.since, now)}`)
  for (const { service, by, reason, until, everywhere } of status.locks) {
    if (until !== null && Date.parse(until) <= now.getTime()) continue
    const what = everywhere ? 'every environment is stopped' : `${service ?? environment} is locked`
    notes.push(`${what} by ${by}${until === null ? '' : ` until ${renderTime(until)}`}: ${reason}`)
  }
  for (const { service, version, by, reason } of status.pins) {
    notes.push(`${service} is pinned to ${version} by ${by}: ${reason}`)
  }
  for (const { package: name, version, by, at } of status.waiting) {
    notes.push(`${name} ${version} waits for the next deploy, promoted by ${by} ${sayAgo(at, now)}`)
  }
  notes.push(...status.overrides.map(renderOverride))
  for (const { revision, packages, reason, at } of status.parked) {
    const what = packages.length === 0 ? 'a change of the spec' : packages.join(', ')
    notes.push(
      `${what} ${packages.length > 1 ? 'were' : 'was'} parked ${sayAgo(at, now)} (${environment}@${revision}): ${reason}`,
    )
  }
  if (lastGood !== null && status.changes.length > 0) {
    notes.push(`changed since ${environment}@${lastGood}: ${status.changes.map(renderChange).join(', ')}`)
  }
  return [...notes, ...notesOfRestorable(status)]
}

function notesOfRestorable({ environment, restorable }: EnvironmentStatus): readonly string[] {
  if (restorable === null) return []
  const { gone, unknown } = restorable
  return [
    ...gone.map(({ revision, packages }) => {
      const verb = packages.length === 1 ? 'was' : 'were'
      return `${environment}@${revision} can't be restored: ${packages.join(', ')} ${verb} removed`
    }),
    ...(unknown === null ? [] : [`whether older revisions can be restored is unproven: ${unknown}`]),
  ]
}

function notesOfRevisions({ environment, desired, deployed, registered }: EnvironmentStatus): readonly string[] {
  if (deployed === null) return []
  const isBehind = desired !== null && desired !== deployed.revision
  const shown = registered === null ? 'nothing' : `${environment}@${registered}`
  return [
    ...(isBehind ? [`${environment}@${desired} is wanted and not deployed`] : []),
    ...(registered === deployed.revision ? [] : [`the table shows ${shown}: register has not run`]),
  ]
}

function notesOfProxies({ proxies }: EnvironmentStatus): readonly string[] {
  return proxies.flatMap(({ host, isCurrent }) =>
    isCurrent ? [] : [`proxy ${host} was out of reach and may serve older routes: deploy again when it is back`],
  )
}

function renderOverride({ gate, subject, by, reason, skipped }: EnvironmentStatus['overrides'][number]): string {
  if (skipped.length === 0) return `gate ${gate} was set aside for ${subject} by ${by}: ${reason}`
  const have = skipped.length === 1 ? 'which has' : 'which have'
  return `${subject} came past ${skipped.join(' and ')}, ${have} not caught up yet (${by}: ${reason})`
}

function renderChange({ service, from, to, isConfigOnly }: ReleaseChange): string {
  if (isConfigOnly) return `${service} ${to.join(' and ')} (config)`
  if (from.length === 0) return `${service} ${to.join(' and ')} (new)`
  if (to.length === 0) return `${service} ${from.join(' and ')} (gone)`
  return `${service} ${from.join(' and ')} → ${to.join(' and ')}`
}

function spaced(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines]
}
