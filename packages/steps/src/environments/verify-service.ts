import { nearest } from '@towpath/descriptor'
import { EnvironmentFault } from '@towpath/environment'
import type { StoredEnvironment } from './environment.ts'

/** That the newest revision, or its spec, has the service. Throws `service-unknown`, naming those that there are. */
export async function verifyService(environment: StoredEnvironment, service: string): Promise<void> {
  const { desired } = environment.state
  const revision = desired === null ? null : await environment.revision(desired.number)
  const spec = revision === null ? null : await environment.spec(revision)
  const running = (revision?.releases ?? []).map((release) => release.service)
  const known = [...new Set([...Object.keys(spec?.services ?? {}), ...running])].sort()
  if (known.includes(service)) return
  const meant = nearest(service, known)
  throw new EnvironmentFault('service-unknown', {
    where: `${service} in ${environment.name}`,
    expected: known.length === 0 ? 'a service of it; it has none yet' : `one of ${known.join(', ')}`,
    found: 'no such service',
    fix: meant === undefined ? 'Correct the name' : `Did you mean \`${meant}\``,
  })
}
