import { z } from 'zod'

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])$/

/** RFC 1123 label of 2–63 characters in lower case: packages, services, environments, hosts, groups. */
export const nameSchema = z
  .string({ error: 'a name such as `orders`' })
  .regex(label, { error: 'a name of 2 to 63 characters: lower-case letters, digits and `-`, not at either end' })

/** Config keys and variables of a process. */
export const variableSchema = z
  .string({ error: 'a variable name such as `LOG_LEVEL`' })
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'a variable name: letters, digits and `_`, not beginning with a digit' })

export function isName(text: string): boolean {
  return label.test(text)
}
