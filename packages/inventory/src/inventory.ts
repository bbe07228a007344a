import { environmentPaths } from '@towpath/environment'
import type { z } from 'zod'
import { InventoryFault } from './inventory-fault.ts'
import { type ProxiesRecord, proxiesRecordSchema, type ServiceRecord, serviceRecordSchema } from './records.ts'

/** What runs in one environment, as it was registered. */
export interface Inventory {
  /** null before the first registration. */
  readonly proxies: ProxiesRecord | null
  /** By name. */
  readonly services: ReadonlyMap<string, ServiceRecord>
}

export const emptyInventory: Inventory = { proxies: null, services: new Map() }

/**
 * From the documents of an environment's domain: those under `inventory/services/` and `inventory/proxies.json`; others
 * are passed over. Fault: `record-invalid`, with the path.
 */
export function parseInventory(documents: Iterable<readonly [path: string, text: string]>): Inventory {
  const services = new Map<string, ServiceRecord>()
  let proxies: ProxiesRecord | null = null
  for (const [path, text] of documents) {
    if (path === environmentPaths.proxies) proxies = parseDocument(proxiesRecordSchema, text, path)
    if (!path.startsWith(environmentPaths.services)) continue
    const record = parseDocument(serviceRecordSchema, text, path)
    if (path !== environmentPaths.service(record.service)) {
      throw invalid(path, `the record of ${record.service}`, 'the service that the path names')
    }
    services.set(record.service, record)
  }
  return { proxies, services }
}

/** One JSON document by its schema. Fault: `record-invalid`. */
export function parseDocument<Schema extends z.ZodType>(schema: Schema, text: string, where: string): z.infer<Schema> {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (cause) {
    throw invalid(where, 'text that is not JSON', 'a JSON document', cause)
  }
  const parsed = schema.safeParse(document)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const key = issue?.path.join('.') ?? ''
  throw invalid(key === '' ? where : `${where} ${key}`, issue?.message ?? 'something else', 'a record of schema 1')
}

function invalid(where: string, found: string, expected: string, cause?: unknown): InventoryFault {
  const explanation = { where, expected, found, fix: 'Deploy again: what runs is registered anew' }
  return new InventoryFault('record-invalid', explanation, { cause })
}
