import { parseRecord } from '@towpath/descriptor'
import { environmentPaths } from '@towpath/environment'
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
 * are passed over. Faults with the path: `record-invalid`, and DescriptorFaults of what is no record or a newer one.
 */
export function parseInventory(documents: Iterable<readonly [path: string, text: string]>): Inventory {
  const services = new Map<string, ServiceRecord>()
  let proxies: ProxiesRecord | null = null
  for (const [path, text] of documents) {
    if (path === environmentPaths.proxies) proxies = parseRecord(text, proxiesRecordSchema, path)
    if (!path.startsWith(environmentPaths.services)) continue
    const record = parseRecord(text, serviceRecordSchema, path)
    if (path !== environmentPaths.service(record.service)) {
      throw new InventoryFault('record-invalid', {
        where: path,
        expected: 'the service that the path names',
        found: `the record of ${record.service}`,
        fix: 'Find out who wrote to the metadata store',
      })
    }
    services.set(record.service, record)
  }
  return { proxies, services }
}
