import { z } from 'zod'
import { spellings } from './explanation/spellings.ts'

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])$/

/** RFC 1123 label of 2–63 characters in lower case: packages, services, environments, hosts, groups. */
export const nameSchema = z
  .string({ error: 'a name such as `orders`' })
  .regex(label, { error: 'a name of 2 to 63 characters: lower-case letters, digits and `-`, not at either end' })
  .register(spellings, { correct: suggestName })

/** Config keys and variables of a process. */
export const variableSchema = z
  .string({ error: 'a variable name such as `LOG_LEVEL`' })
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'a variable name: letters, digits and `_`, not beginning with a digit' })
  .register(spellings, { correct: suggestVariable })

export function isName(text: string): boolean {
  return label.test(text)
}

/** The nearest name to what someone wrote (`Order_Service` → `order-service`), or null. */
export function suggestName(text: string): string | null {
  const near = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '')
  return isName(near) ? near : null
}

function suggestVariable(text: string): string | null {
  const near = text.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d)/, '_')
  return /[A-Za-z0-9]/.test(near) ? near : null
}
