/**
 * The section of a changelog about one version, without its heading, or null when there is none or it is empty. Headings:
 * `## 1.4.2`, `# v1.4.2`, `## [1.4.2] - 2026-11-23`, `## [1.4.2](link) (date)`, `## orders@1.4.2`, and underlined ones.
 * It ends at the next heading of the same or a higher level. What stands in a code block is no heading.
 */
export function changelogSection(text: string, version: string): string | null {
  const lines = text.split(/\r\n|\n|\r/)
  const headings = findHeadings(lines)
  const index = headings.findIndex((heading) => namesVersion(heading.title, version))
  const heading = headings[index]
  if (heading === undefined) return null
  const end = headings.slice(index + 1).find((next) => next.level <= heading.level)?.first ?? lines.length
  const body = lines
    .slice(heading.last + 1, end)
    .filter((line) => !/^\[[^\]]+\]:\s+\S+/.test(line))
    .join('\n')
    .trim()
  return body === '' ? null : body
}

interface Heading {
  readonly level: number
  readonly title: string
  /** Lines of the heading, both included. */
  readonly first: number
  readonly last: number
}

function findHeadings(lines: readonly string[]): Heading[] {
  const headings: Heading[] = []
  let fence: string | null = null
  for (const [index, line] of lines.entries()) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== null) {
      if (mark?.startsWith(fence) === true && line.trim() === mark) fence = null
      continue
    }
    if (mark !== undefined) {
      fence = mark
      continue
    }
    const heading = hashHeading(line, index) ?? underlinedHeading(line, lines[index + 1], index)
    if (heading !== null) headings.push(heading)
  }
  return headings
}

function hashHeading(line: string, index: number): Heading | null {
  const [, hashes, title] = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line) ?? []
  if (hashes === undefined || title === undefined) return null
  return { level: hashes.length, title, first: index, last: index }
}

function underlinedHeading(line: string, next: string | undefined, index: number): Heading | null {
  const underline = /^ {0,3}(=+|-+)\s*$/.exec(next ?? '')?.[1]
  if (underline === undefined || line.trim() === '' || /^\s*([-*+>|]|#|\d+[.)])\s/.test(line)) return null
  return { level: underline.startsWith('=') ? 1 : 2, title: line.trim(), first: index, last: index + 1 }
}

/** The first version-like word of the heading is the version; `v`, brackets and a name before `@` aside. */
function namesVersion(title: string, version: string): boolean {
  const first = /(?<![\w.+-])v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)/.exec(title)?.[1]
  return first === version
}
