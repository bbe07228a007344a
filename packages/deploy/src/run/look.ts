import { type HostCommand, type HostFault, type Inspection, type InspectRequest, inspectCommand } from '@towpath/hosts'
import type { Deployment } from '../deployment.ts'
import { configOf } from '../instance/plan-wanted.ts'
import { type ServiceSecrets, secretDocuments } from '../instance/secrets.ts'
import { readStanding, type Standing } from '../plan/standing.ts'
import { allOf } from './all-of.ts'
import { isOutOfReach } from './reach.ts'
import { requiredTools } from './requirements.ts'
import { runPhase, type Site } from './site.ts'

/** What was seen on all hosts at one moment. */
export interface Look {
  /** By host, of those that were reached. */
  readonly inspections: Readonly<Record<string, Inspection>>
  readonly standing: Standing
  /** By host: why nothing is known of it. */
  readonly unreached: ReadonlyMap<string, HostFault>
}

/**
 * Looks at every host, one script each. They know the fence of this deploy afterwards and refuse older ones. Who can't be reached is for the
 * caller to judge; all that is wrong with others is told at once.
 */
export async function lookAtHosts(
  deployment: Deployment | null,
  secrets: Readonly<Record<string, ServiceSecrets>>,
  site: Site,
  { mayLack = false }: { readonly mayLack?: boolean } = {},
): Promise<Look> {
  const { acting } = site
  return lookWith(
    (host) => ({
      environment: acting.environment,
      acting,
      tools: requiredTools(deployment),
      secrets: secretDocuments(secretsOn(host, deployment, secrets), mayLack),
    }),
    site,
  )
}

/** The same without lock, fence and secrets: nothing is changed. */
export async function glanceAtHosts(deployment: Deployment, site: Site): Promise<Look> {
  const { environment } = site.acting
  return lookWith(() => ({ environment, acting: null, tools: requiredTools(deployment) }), site)
}

async function lookWith(ask: (host: string) => InspectRequest, site: Site): Promise<Look> {
  const glances = await Promise.all([...site.hosts.keys()].map((host) => glance(host, inspectCommand(ask(host)), site)))
  const wrong = glances.flatMap((one) => (one.kind === 'wrong' ? [one.error] : []))
  if (wrong.length > 0) throw allOf(wrong)
  const inspections = Object.fromEntries(
    glances.flatMap((one) => (one.kind === 'seen' ? [[one.host, one.inspection] as const] : [])),
  )
  return {
    inspections,
    standing: readStanding(inspections, site.hosts),
    unreached: new Map(glances.flatMap((one) => (one.kind === 'unreached' ? [[one.host, one.fault] as const] : []))),
  }
}

type Glance =
  | { readonly kind: 'seen'; readonly host: string; readonly inspection: Inspection }
  | { readonly kind: 'unreached'; readonly host: string; readonly fault: HostFault }
  | { readonly kind: 'wrong'; readonly error: unknown }

async function glance(host: string, command: HostCommand<Inspection>, site: Site): Promise<Glance> {
  try {
    return { kind: 'seen', host, inspection: await runPhase(site, { host, name: 'look' }, command) }
  } catch (error) {
    return isOutOfReach(error) ? { kind: 'unreached', host, fault: error } : { kind: 'wrong', error }
  }
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
