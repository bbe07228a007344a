import type { ServiceSecrets } from '@towpath/deploy'
import type { DeployReport } from '@towpath/environment'
import { Mask } from '@towpath/step-io'

/** A report goes to the store, and holds what failing programs said: should that be one of their secrets, `***` stands there. Pure. */
export function withoutSecrets(
  report: DeployReport,
  secrets: readonly Readonly<Record<string, ServiceSecrets>>[],
): DeployReport {
  const mask = new Mask()
  for (const { variables, files } of secrets.flatMap((ofServices) => Object.values(ofServices))) {
    for (const value of [...Object.values(variables), ...Object.values(files)]) mask.add(value)
  }
  const hide = (text: string | null): string | null => (text === null ? null : mask.apply(text))
  const { failure, hosts } = report
  return {
    ...report,
    hosts: hosts.map((host) => ({
      ...host,
      phases: host.phases.map((phase) => ({ ...phase, detail: mask.apply(phase.detail) })),
    })),
    failure: failure && {
      ...failure,
      expected: hide(failure.expected),
      found: hide(failure.found),
      fix: hide(failure.fix),
      log: failure.log.map((line) => mask.apply(line)),
    },
  }
}
