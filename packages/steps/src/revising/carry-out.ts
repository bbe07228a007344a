import { canonicalJson, isDigest } from '@towpath/descriptor'
import {
  environmentDomain,
  environmentPaths,
  type Plan,
  type RevisionSigner,
  recordPromotion,
  signRevision,
} from '@towpath/environment'
import type { Change, MetadataStore, Snapshot } from '@towpath/metadata-store'
import { StoredEnvironment } from '../environments/environment.ts'
import { readGlobalStop } from '../environments/global-stop.ts'

export interface CarriedOut {
  readonly plan: Plan
  /** Whether a revision was written. */
  readonly changed: boolean
}

export interface HowToCarryOut {
  readonly dryRun: boolean
  /** Signs the revision; null: it stays unsigned. */
  readonly signer: RevisionSigner | null
}

/**
 * Plans and, unless it is refused, changes nothing, or is only asked for, writes the revision: blobs, revision and its signature once, then
 * the state that names it, in one commit. When somebody was faster it is planned again on what they wrote.
 */
export async function carryOut(
  store: MetadataStore,
  name: string,
  planAt: (environment: StoredEnvironment) => Promise<Plan>,
  { dryRun, signer }: HowToCarryOut,
): Promise<CarriedOut> {
  const domain = environmentDomain(name)
  const planOn = async (at: Snapshot) => {
    const stored = await StoredEnvironment.at(at, name)
    const environment = stored.under(await readGlobalStop(store, stored))
    return { version: at.version, environment, plan: await planAt(environment) }
  }
  let planned = await planOn(await store.read(domain))
  if (dryRun || planned.plan.outcome !== 'revision') return { plan: planned.plan, changed: false }
  await store.commit(domain, renderMessage(planned.plan), async (at) => {
    if (at.version !== planned.version) planned = await planOn(at)
    return changeOf(planned.environment, planned.plan, signer)
  })
  return { plan: planned.plan, changed: planned.plan.outcome === 'revision' }
}

async function changeOf(environment: StoredEnvironment, plan: Plan, signer: RevisionSigner | null): Promise<Change> {
  if (plan.outcome !== 'revision') return { kind: 'change' }
  const { state } = environment
  const deployed = state.deployed === null ? null : await environment.revision(state.deployed.number)
  const { revision, blobs } = plan
  const entries = Object.entries(blobs).flatMap(([digest, text]) =>
    isDigest(digest) ? [[environmentPaths.blob(digest), text] as const] : [],
  )
  const text = canonicalJson(revision)
  return {
    kind: 'change',
    create: {
      ...Object.fromEntries(entries),
      [environmentPaths.revision(revision.number)]: text,
      ...(signer !== null && { [environmentPaths.signature(revision.number)]: signRevision(text, signer) }),
    },
    write: { [environmentPaths.state]: canonicalJson(recordPromotion(state, revision, deployed)) },
  }
}

/** What was asked, then what moves: for those who read the store's history. */
function renderMessage({ request, changes }: Plan): string {
  const lines = changes.map(({ service, from, to }) =>
    from === to ? `${service} ${to ?? ''}: config` : `${service}: ${from ?? 'new'} → ${to ?? 'removed'}`,
  )
  return [request.command, ...(lines.length === 0 ? [] : ['', ...lines])].join('\n')
}
