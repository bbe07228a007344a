/** Whether a name is in a list as OpenSSH's files have them: with commas; `*` and `?` stand for anything, `!` before a pattern excludes. */
export function matchesPatternList(
  list: string,
  name: string,
  { ignoreCase = false }: { readonly ignoreCase?: boolean } = {},
): boolean {
  const matching = list
    .split(',')
    .map((text) => ({ isExcluded: text.startsWith('!'), pattern: text.replace(/^!/, '') }))
    .filter(({ pattern }) => glob(pattern, ignoreCase).test(name))
  return matching.length > 0 && matching.every(({ isExcluded }) => !isExcluded)
}

function glob(pattern: string, ignoreCase: boolean): RegExp {
  const text = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${text}$`, ignoreCase ? 'i' : '')
}
