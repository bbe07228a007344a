import type { Descriptor } from './descriptor.ts'

/** The provide by which a dependency is answered that names none: the http one, else the only one; null: none. */
export function impliedProvide({ provides = {} }: Pick<Descriptor, 'provides'>): string | null {
  const all = Object.entries(provides)
  const http = all.find(([, provide]) => provide.protocol === 'http')
  const [only] = all
  return http?.[0] ?? (all.length === 1 && only !== undefined ? only[0] : null)
}
