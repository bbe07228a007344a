/**
 * Text of someone else as the words that it is, wherever Markdown is read (comments, summaries): no markup, HTML, link,
 * mention, reference to an issue or formula comes out of it. Line ends and list items (`- `, `* `) stay.
 *
 * GitHub looks for mentions and references in what Markdown has become, where an entity is the sign itself again: there
 * only a zero width space keeps sign and name apart (as Renovate does, lib/util/markdown.ts).
 */
export function escapeMarkdown(text: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => {
      const item = /^\s*[-*] +/.exec(line)
      return item === null ? escapeMarkdownLine(line) : `- ${escapeMarkdownLine(line.slice(item[0].length))}`
    })
    .join('\n')
    .replace(/(\S)\n(?=[^\n-])/g, '$1  \n')
}

/** The same on one line, which can also stand in a table's cell. */
export function escapeMarkdownLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '')
    .trim()
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/(https?|ftp|mailto|www)([:.])/gi, (_whole, scheme: string, sign: string) => scheme + entity(sign))
    .replace(/^([-+=]+|\d+[.)](?=\s|$))/, (signs) => [...signs].map(entity).join(''))
    .replace(/\bGH-(?=\d)/gi, (reference) => `${reference}${apart}`)
    .replace(/(?<![A-Za-z0-9])@/g, (sign) => `${entity(sign)}${apart}`)
    .replace(/(?<!&)#(?=\d)/g, (sign) => `${entity(sign)}${apart}`)
    .replace(/[\\`*_[\]|~$@]|(?<!&)#/g, entity)
}

const apart = '&#8203;'

/** Prose of ours with `code` in it, and text of someone else: each part as what it is, on one line. */
export function escapeProse(text: string): string {
  const parts = text.split('`')
  const unpaired = parts.length % 2 === 0 ? parts.pop() : undefined
  if (unpaired !== undefined) parts.push(`${parts.pop() ?? ''}\`${unpaired}`)
  return parts.map((part, index) => (index % 2 === 1 && part !== '' ? codeSpan(part) : escapeInside(part))).join('')
}

/** A part of a line keeps the blanks around it. */
function escapeInside(part: string): string {
  const [lead = ''] = /^\s*/.exec(part) ?? []
  const [trail = ''] = /\s*$/.exec(part.slice(lead.length)) ?? []
  return `${lead === '' ? '' : ' '}${escapeMarkdownLine(part)}${trail === '' ? '' : ' '}`
}

/**
 * Text as a code span, which keeps it as it is, in a table too. Line ends become blanks. A `|` would end a cell in a table,
 * and `\|` would show its backslash outside of one, so such a text is written in HTML.
 */
export function codeSpan(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
  if (plain.includes('|')) return `<code>${escapeMarkdownLine(plain)}</code>`
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = longest > 0 || plain.trim() === '' ? ' ' : ''
  return `${fence}${pad}${plain}${pad}${fence}`
}

function entity(sign: string): string {
  return `&#${sign.codePointAt(0)};`
}
