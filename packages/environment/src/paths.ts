import { bareDigest, type Digest } from '@towpath/descriptor'

/** The domain of an environment in the metadata store. */
export const environmentDomain = (environment: string): string => `environments/${environment}`

/** Paths in that domain (FORMATS "Stored records"). */
export const environmentPaths = {
  state: 'state.json',
  revision: (number: number) => `revisions/${number}.json`,
  /** The sshsig of that revision, where it was signed. */
  signature: (number: number) => `revisions/${number}.sig`,
  blob: (digest: Digest) => `blobs/${bareDigest(digest)}.json`,
  report: (fence: number) => `reports/${fence}.json`,
  service: (service: string) => `inventory/services/${service}.json`,
  services: 'inventory/services/',
  proxies: 'inventory/proxies.json',
  history: (month: string) => `inventory/history/${month}.ndjson`,
} as const
