/** One scheme of a `WWW-Authenticate` header (RFC 9110 §11.6.1). Parameter names are lower case. */
export interface Challenge {
  readonly scheme: 'bearer' | 'basic'
  readonly parameters: Readonly<Record<string, string>>
}

/** Those that we can answer, in the order given; other schemes are left out. */
export function parseChallenges(header: string | null): readonly Challenge[] {
  const challenges: { scheme: string; parameters: Record<string, string> }[] = []
  const part = /([A-Za-z][\w-]*)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))|(?=\s|,|$))/g
  for (const [, word = '', quoted, plain] of (header ?? '').matchAll(part)) {
    const value = quoted?.replace(/\\(.)/g, '$1') ?? plain
    if (value === undefined) challenges.push({ scheme: word.toLowerCase(), parameters: {} })
    else {
      const last = challenges.at(-1)
      if (last !== undefined) last.parameters[word.toLowerCase()] = value
    }
  }
  return challenges.flatMap(({ scheme, parameters }) =>
    scheme === 'bearer' || scheme === 'basic' ? [{ scheme, parameters }] : [],
  )
}
