import type { EdgeVerdict } from '../judge-edges.ts'
import { sayRelease } from '../release-name.ts'

/** A flow chart of the edges: solid seen, dotted unproven, thick where a declaration is broken. */
export function renderMermaid(verdicts: readonly EdgeVerdict[]): string {
  const nodes = new Map<string, string>()
  const node = (label: string): string => {
    const known = nodes.get(label) ?? `n${nodes.size}`
    nodes.set(label, known)
    return known
  }
  const arrows = verdicts.flatMap((verdict) => {
    const from = node(sayRelease(verdict.from))
    const callees =
      verdict.to.versions.length === 0
        ? [verdict.to.service]
        : verdict.to.versions.map((version) => sayRelease({ service: verdict.to.service, version }))
    return callees.map((callee) => `  ${from} ${arrowOf(verdict)} ${node(callee)}`)
  })
  const names = [...nodes].map(([label, id]) => `  ${id}["${escapeLabel(label)}"]`)
  return ['flowchart LR', ...names, ...arrows].join('\n')
}

function arrowOf({ state, calls }: EdgeVerdict): string {
  switch (state) {
    case 'seen':
      return `-->|"${calls}"|`
    case 'unproven':
      return '-.->|"unproven"|'
    case 'undeclared':
      return `==>|"${calls} undeclared"|`
    case 'out-of-range':
      return `==>|"${calls} out of range"|`
  }
}

/** Mermaid reads `#name;` as an entity in a quoted label; whatever is not plain becomes one. */
function escapeLabel(label: string): string {
  return label.replace(/[^A-Za-z0-9 .+-]/gu, (letter) => `#${letter.codePointAt(0)};`)
}
