import { MetadataStoreFault } from './fault.ts'

/** What git allows in a branch's name, and no more than that is portable to other stores and file systems. */
const domainSegment = /^[A-Za-z0-9][A-Za-z0-9._-]*$/

/** Throws `domain-invalid` unless the name is one or more segments of letters, digits, `.`, `_` and `-`, joined by `/`. */
export function verifyDomain(domain: string, where: string): void {
  const wrong = domain.split('/').find((segment) => !isDomainSegment(segment))
  if (wrong === undefined) return
  throw new MetadataStoreFault('domain-invalid', {
    where: `${where} domain ${JSON.stringify(domain)}`,
    expected: 'a name such as `packages` or `environments/staging`, of letters, digits, `.`, `_` and `-`',
    found: wrong === '' ? 'an empty segment' : JSON.stringify(wrong),
  })
}

function isDomainSegment(segment: string): boolean {
  return domainSegment.test(segment) && !segment.includes('..') && !segment.endsWith('.') && !/\.lock$/i.test(segment)
}

/** Throws `path-invalid` unless the path is relative, has no empty, `.`, `..` or `.git` segment, and no control character. */
export function verifyPath(path: string, where: string): void {
  const found = faultOfPath(path)
  if (found === undefined) return
  throw new MetadataStoreFault('path-invalid', {
    where: `${where} path ${JSON.stringify(path)}`,
    expected: 'a relative path such as `revisions/42.json`',
    found,
  })
}

function faultOfPath(path: string): string | undefined {
  if (path.startsWith('/')) return 'a leading slash'
  if (/\p{Cc}/u.test(path)) return 'a control character'
  if (!path.isWellFormed()) return 'half of a surrogate pair'
  for (const segment of path.split('/')) {
    if (segment === '') return 'an empty segment'
    if (segment === '.' || segment === '..') return `the segment \`${segment}\``
    // Servers that check objects refuse trees with these names (git fsck: hasDotgit).
    if (/^(\.git|git~1)$/i.test(segment)) return `the segment \`${segment}\`, which git keeps for itself`
  }
  return undefined
}

/** The paths that would have to be folders for this one to exist: `a`, `a/b` for `a/b/c`. */
export function foldersOf(path: string): readonly string[] {
  const segments = path.split('/')
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'))
}
