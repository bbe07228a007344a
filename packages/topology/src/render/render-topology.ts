import { escapeMarkdownLine, terminalLine } from '@towpath/environment'
import type { TopologyWindow } from '../window.ts'
import { renderMermaid } from './mermaid.ts'
import { topologyColumns, topologyHead, topologyNotes, topologyRows } from './topology-rows.ts'

/** For a job summary: the answer, a table, what was left out, a picture. */
export function renderTopologyMarkdown(window: TopologyWindow): string {
  const rows = topologyRows(window).map((row) => `| ${row.map(escapeMarkdownLine).join(' | ')} |`)
  const table =
    rows.length === 0
      ? []
      : [`| ${topologyColumns.join(' | ')} |`, `|${topologyColumns.map(() => '---|').join('')}`, ...rows, '']
  const notes = topologyNotes(window).map((note) => `- ${escapeMarkdownLine(note)}`)
  const picture = window.verdicts.length === 0 ? [] : ['```mermaid', renderMermaid(window.verdicts), '```', '']
  return [`### ${escapeMarkdownLine(topologyHead(window))}`, '', ...table, ...picture, ...notes].join('\n').trimEnd()
}

/** For a terminal. */
export function renderTopologyText(window: TopologyWindow): string {
  const rows = topologyRows(window).map((row) => row.map(terminalLine))
  const lines = rows.length === 0 ? [] : [topologyColumns, ...rows]
  const widths = topologyColumns.map((_, index) => Math.max(...lines.map((row) => row[index]?.length ?? 0)))
  const table = lines.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [
    topologyHead(window),
    ...(table.length === 0 ? [] : ['', ...table]),
    ...spaced(topologyNotes(window).map(terminalLine)),
  ].join('\n')
}

function spaced(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines]
}
