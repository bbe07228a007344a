import { parseRecord } from '@towpath/descriptor'
import { type ReleaseConfig, releaseConfigSchema } from './config/release-config.ts'
import { type DeployReport, deployReportSchema } from './report.ts'
import { type Revision, revisionSchema } from './revision.ts'
import type { EnvironmentSpec } from './spec/environment-spec.ts'
import { specBlobSchema } from './spec/spec-blob.ts'
import { type EnvironmentState, environmentStateSchema } from './state.ts'

/** Readers of the records in an environment's domain. `where` as people know it; each throws DescriptorFaults. */
export const parseRevision = (text: string, where: string): Revision => parseRecord(text, revisionSchema, where)

export const parseEnvironmentState = (text: string, where: string): EnvironmentState =>
  parseRecord(text, environmentStateSchema, where)

export const parseReleaseConfig = (text: string, where: string): ReleaseConfig =>
  parseRecord(text, releaseConfigSchema, where)

export const parseSpecBlob = (text: string, where: string): EnvironmentSpec =>
  parseRecord(text, specBlobSchema, where).spec

export const parseDeployReport = (text: string, where: string): DeployReport =>
  parseRecord(text, deployReportSchema, where)
