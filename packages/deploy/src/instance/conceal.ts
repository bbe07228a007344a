import type { ServiceSecrets } from './secrets.ts'

/** Shorter ones hide nothing, and would garble what is said. As in the mask of a step's log. */
const shortest = 3

/**
 * Texts without the secrets that a program may have said (its last lines, an answer of its health check), for what is kept: a report is stored for
 * ever, where a log has its mask. A secret of several lines is found line by line.
 */
export function concealer(...secrets: readonly Readonly<Record<string, ServiceSecrets>>[]): (text: string) => string {
  const values = secrets
    .flatMap((one) => Object.values(one))
    .flatMap(({ variables, files }) => [...Object.values(variables), ...Object.values(files)])
    .flatMap((value) => [value, ...value.split(/\r?\n/)])
    .filter((value) => value.trim().length >= shortest)
  const longestFirst = [...new Set(values)].sort((a, b) => b.length - a.length)
  return (text) => longestFirst.reduce((concealed, value) => concealed.replaceAll(value, '***'), text)
}
