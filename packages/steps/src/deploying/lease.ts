import { canonicalJson, digestOf } from '@towpath/descriptor'
import {
  acquireLease,
  type DeployReport,
  environmentDomain,
  environmentPaths,
  finishDeploy,
  type Lease,
  type LeaseOwner,
  type Revision,
} from '@towpath/environment'
import type { Change, MetadataStore, Refusal } from '@towpath/metadata-store'
import { StoredEnvironment } from '../environments/environment.ts'

export interface LeaseRequest {
  readonly environment: string
  readonly owner: LeaseOwner
  readonly revision: number
  readonly run: string
  readonly clock: () => Date
  readonly takeOver: boolean
  /** The highest fence that hosts have seen, where they are taken over. */
  readonly fenceOfHosts: number
  /** Owners that are known to be over. */
  readonly gone: (owner: LeaseOwner) => boolean
  /** Throws what must be refused of the environment as it stands when the lease is taken. */
  readonly verify: (environment: StoredEnvironment) => Promise<void>
}

/** Takes the environment's lease, with the next fence. Refused while somebody else holds it. */
export async function takeLease(
  store: MetadataStore,
  request: LeaseRequest,
): Promise<{ lease: Lease; environment: StoredEnvironment }> {
  const { environment, owner, revision, run, clock, takeOver, fenceOfHosts, gone, verify } = request
  let taken: Lease | null = null
  const snapshot = await store.commit(
    environmentDomain(environment),
    `deploy ${environment}@${revision}`,
    async (at): Promise<Change | Refusal> => {
      const held = await StoredEnvironment.at(at, environment)
      await verify(held)
      const { state } = held
      const answer = acquireLease({
        state,
        environment,
        owner,
        revision,
        run,
        now: clock().toISOString(),
        ownerIsGone: gone,
        takeOver,
        fenceOfHosts,
      })
      if (answer.outcome === 'held') return { kind: 'refusal', fault: answer.fault }
      taken = answer.lease
      return { kind: 'change', write: { [environmentPaths.state]: canonicalJson(answer.state) } }
    },
  )
  if (taken === null) throw new TypeError('the lease was committed without being taken')
  return { lease: taken, environment: await StoredEnvironment.at(snapshot, environment) }
}

/** Ends the lease with what came of it: the report, and the state that follows. Returns the report's digest. */
export async function endLease(
  store: MetadataStore,
  {
    report,
    revision,
    refused,
    clock,
  }: {
    readonly report: DeployReport
    readonly revision: Revision
    /** What it was made from that may not be deployed either. */
    readonly refused: readonly { readonly revision: Revision; readonly reason: string }[]
    readonly clock: () => Date
  },
): Promise<string> {
  const text = canonicalJson(report)
  const { environment: name, fence, status, failure } = report
  await store.commit(
    environmentDomain(name),
    `${status} ${name}@${revision.number}`,
    async (at): Promise<Change | Refusal> => {
      const environment = await StoredEnvironment.at(at, name)
      const baseOf = async ({ base }: Revision) => (base === null ? null : await environment.revision(base))
      const state = finishDeploy({
        state: environment.state,
        fence,
        outcome: status,
        revision,
        base: await baseOf(revision),
        deployedWell: revision.restores === null ? [] : await environment.deployedWell(),
        reason: failure === null ? null : reasonOf(failure),
        refused: await Promise.all(refused.map(async (one) => ({ ...one, base: await baseOf(one.revision) }))),
        now: clock().toISOString(),
      })
      return {
        kind: 'change',
        create: { [environmentPaths.report(fence)]: text },
        write: { [environmentPaths.state]: canonicalJson(state) },
      }
    },
  )
  return digestOf(text)
}

/** Several at once already say where each of them is. */
function reasonOf({ where, expected, found, code }: NonNullable<DeployReport['failure']>): string {
  const first = where.replace(/ \(and \d+ more\)$/, '')
  return first !== where && found?.startsWith(first) === true ? found : `${where}: ${found ?? expected ?? code}`
}
