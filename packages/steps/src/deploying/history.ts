import { type Deployment, type DeployPorts, type DeployRequest, readHostHistories } from '@towpath/deploy'
import type { Digest } from '@towpath/descriptor'
import { type AllowedSigner, revisionDigest } from '@towpath/environment'
import type { StepIo } from '@towpath/step-io'
import type { StoredEnvironment } from '../environments/environment.ts'
import { findUnsigned, verifyLineage } from '../signing/verify-lineage.ts'

type History = Pick<DeployRequest, 'digestOf' | 'takenOver' | 'verifyLineage'>

/** What hosts have that this store knows nothing of. */
export interface ForeignHosts {
  /** By host, the digest of what it got last. */
  readonly revisions: ReadonlyMap<string, Digest>
  /** The highest fence that any host has seen. */
  readonly fence: number
}

export const nothingForeign: ForeignHosts = { revisions: new Map(), fence: 0 }

interface Hosted {
  readonly environment: StoredEnvironment
  readonly target: Deployment
}

/** Looks which hosts got a revision that this store does not know, and tells of each: somebody asked for them to be taken over. */
export async function findForeignHosts(
  { environment, target }: Hosted,
  io: StepIo,
  ports: DeployPorts,
): Promise<ForeignHosts> {
  const { name, state } = environment
  const histories = await readHostHistories({ target, acting: { environment: name, fence: state.fence } }, ports)
  const revisions = new Map<string, Digest>()
  for (const [host, { revision }] of histories) {
    if (revision === null || (await digestOf(environment, revision.number)) === revision.digest) continue
    revisions.set(host, revision.digest)
    io.annotate({
      level: 'warning',
      title: 'host-taken-over',
      message: `${host} got ${name}@${revision.number} (${revision.digest}) last, which this store does not know: \`take-over: hosts\` passes over that.`,
    })
  }
  return { revisions, fence: Math.max(0, ...[...histories.values()].map(({ fence }) => fence)) }
}

/** What a store knows of an environment's revisions, to judge by what hosts got. `signers` null: nobody asks who signed. */
export function historyOf(
  { environment, target }: Hosted,
  { base, signers }: { readonly base: Deployment | null; readonly signers: Signers },
  foreign: ForeignHosts,
): History {
  const made = base === null ? [target.revision] : [target.revision, base.revision]
  return {
    digestOf: (number) => digestOf(environment, number),
    takenOver: foreign.revisions,
    ...(signers !== null && {
      verifyLineage: (since) => verifyLineage({ environment, made, since }, signers.allowed, signers.now),
    }),
  }
}

/** What a failed revision was made from since the deployed one that none of `signers` signed: else it would come back with the next. */
export async function refusedOrigins(
  { environment, target }: Hosted,
  signers: Signers,
): Promise<Awaited<ReturnType<typeof findUnsigned>>> {
  if (signers === null) return []
  const lineage = { environment, made: [target.revision], since: environment.state.deployed?.number ?? 0 }
  return findUnsigned(lineage, signers.allowed, signers.now)
}

type Signers = { readonly allowed: readonly AllowedSigner[]; readonly now: Date } | null

async function digestOf(environment: StoredEnvironment, number: number): Promise<Digest | null> {
  if (number > (environment.state.desired?.number ?? 0)) return null
  return revisionDigest(await environment.revision(number))
}
