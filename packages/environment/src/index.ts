export { type ReleaseConfig, type ResolvedInfrastructure, releaseConfigSchema } from './config/release-config.ts'
export { environmentDomain, environmentPaths } from './paths.ts'
export { type DeployReport, deployReportSchema, type ReportedInstance } from './report.ts'
export {
  type ChangeRequest,
  type Pin,
  type Release,
  type Revision,
  revisionSchema,
  type SpecHome,
  type Verdict,
} from './revision.ts'
export {
  type DeliveredService,
  type EnvironmentSpec,
  type ExternalService,
  environmentSpecSchema,
  type HostGroup,
  isExternal,
  type Service,
} from './spec/environment-spec.ts'
export {
  type EnvironmentState,
  emptyState,
  environmentStateSchema,
  type Lease,
  type LeaseOwner,
  type Parked,
} from './state.ts'
