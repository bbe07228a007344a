import { parseInstanceId } from '@towpath/environment'
import { InventoryFault } from './inventory-fault.ts'
import type { RegistrationInput } from './registration-input.ts'

/** That a report belongs to what it is registered against. Faults: `report-outdated`, `report-mismatch`. */
export function verifyReport({ report, revision, inventory }: RegistrationInput): void {
  const registered = [...inventory.services.values(), ...(inventory.proxies === null ? [] : [inventory.proxies])]
  const newest = Math.max(0, ...registered.map(({ fence }) => fence))
  if (newest > report.fence) {
    throw new InventoryFault('report-outdated', {
      where: `the inventory of ${report.environment}`,
      expected: `a report with fence ${newest} or higher, which is what is registered`,
      found: `the report of fence ${report.fence}`,
      fix: 'Nothing is to be done: a later deploy registered what it saw',
    })
  }
  if (report.environment !== revision.environment || report.revision !== revision.number) {
    throw mismatch(
      `report ${report.fence}`,
      `${revision.environment}@${revision.number}`,
      `${report.environment}@${report.revision}`,
    )
  }
  for (const { host, instances } of report.hosts) {
    for (const { id, service } of instances) {
      const name = parseInstanceId(id)
      const isRight = name?.environment === report.environment && name.service === service && name.host === host
      if (!isRight)
        throw mismatch(`report ${report.fence}, host ${host}`, `an instance of ${service} there`, `\`${id}\``)
    }
  }
}

function mismatch(where: string, expected: string, found: string): InventoryFault {
  return new InventoryFault('report-mismatch', { where, expected, found, fix: 'Deploy again, then register' })
}
