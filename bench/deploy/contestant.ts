import type { LabHost } from '@towpath/testing/lab'

/** What is deployed, in each form that a contestant may want. */
export interface Release {
  readonly version: string
  /** Folder with the package's files. */
  readonly tree: string
  /** The same as tar and gzip, made by `tar | gzip -6`. */
  readonly archive: string
  readonly sha256: string
}

/** A way to deploy, on fresh hosts of its own. */
export interface Contestant {
  readonly name: string
  /** Where clients find the service once it is deployed; each answers its version. */
  readonly urls: readonly string[]
  /** What is done before a deploy and not timed, such as the promotion to the environment. */
  before(release: Release): Promise<void>
  deploy(release: Release): Promise<Run>
}

export interface Run {
  readonly seconds: number
  /** Of the process that deploys, without its children; null where that says nothing. */
  readonly peakMiB: number | null
  /** Where the time went, as the contestant itself says. */
  readonly phases: readonly Phase[]
}

export interface Phase {
  readonly host: string
  readonly name: string
  readonly durationMs: number
  /** After the start of the whole. */
  readonly startedMs: number
}

export interface BenchHosts {
  readonly apps: readonly LabHost[]
  readonly edges: readonly LabHost[]
}
