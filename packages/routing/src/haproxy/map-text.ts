/**
 * Keys and values are made of unreserved characters and a few signs only, so that neither the map file, which splits at white space,
 * nor the command line, which has its own quoting, can read them otherwise. As HAProxy's `url_enc` writes it.
 */
export function encodeMapText(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

export type MapEntry = readonly [key: string, value: string]

export function renderMap(entries: readonly MapEntry[]): string {
  return entries.map(([key, value]) => `${key} ${value}\n`).join('')
}

export function parseMap(text: string): readonly MapEntry[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const space = line.indexOf(' ')
      return [line.slice(0, space), line.slice(space + 1)]
    })
}
