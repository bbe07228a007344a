import { type Inspection, inspectCommand } from '@towpath/hosts'
import type { Deployment } from '../deployment.ts'
import { configOf } from '../instance/plan-wanted.ts'
import { type ServiceSecrets, secretDocuments } from '../instance/secrets.ts'
import { readStanding, type Standing } from '../plan/standing.ts'
import { requiredTools } from './requirements.ts'
import { runPhase, type Site } from './site.ts'
import { together } from './together.ts'

/** What was seen on all hosts at one moment. */
export interface Look {
  /** By host. */
  readonly inspections: Readonly<Record<string, Inspection>>
  readonly standing: Standing
}

/** Looks at every host, one script each. They know the fence of this deploy afterwards and refuse older ones. */
export async function lookAtHosts(
  deployment: Deployment | null,
  secrets: Readonly<Record<string, ServiceSecrets>>,
  site: Site,
  { mayLack = false }: { readonly mayLack?: boolean } = {},
): Promise<Look> {
  const { acting } = site
  const command = (host: string) =>
    inspectCommand({
      environment: acting.environment,
      acting,
      tools: requiredTools(deployment),
      secrets: secretDocuments(secretsOn(host, deployment, secrets), mayLack),
    })
  const inspected = await together(
    site.hosts.keys(),
    site,
    async (host, its) => [host, await runPhase(its, { host, name: 'look' }, command(host))] as const,
  )
  const inspections = Object.fromEntries(inspected)
  return { inspections, standing: readStanding(inspections, site.hosts) }
}

/** A host is told no secrets but those of what it runs. */
function secretsOn(
  host: string,
  deployment: Deployment | null,
  secrets: Readonly<Record<string, ServiceSecrets>>,
): Readonly<Record<string, ServiceSecrets>> {
  const releases = deployment?.revision.releases ?? []
  return Object.fromEntries(
    releases.flatMap((release) => {
      const own = secrets[release.service]
      const isThere = deployment !== null && configOf(deployment, release).infrastructure.hosts.includes(host)
      return own === undefined || !isThere ? [] : [[release.service, own]]
    }),
  )
}
