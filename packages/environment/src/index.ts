export { canPromote, type PromotionAnswer } from './compatibility/can-promote.ts'
export { canRemove, type RemovalAnswer, type RemovalQuestion } from './compatibility/can-remove.ts'
export type { Compatibility } from './compatibility/judge-compatibility.ts'
export type { JudgedEdge } from './compatibility/judged-edge.ts'
export type { ObservedCall } from './compatibility/observed-calls.ts'
export type { PromotionSet } from './compatibility/promotion-set.ts'
export { renderPromotionText } from './compatibility/promotion-text.ts'
export { type Removal, readRemoval } from './compatibility/removal.ts'
export { renderRemovalText } from './compatibility/removal-text.ts'
export { namesInTemplate, renderConfigFile } from './config/config-file.ts'
export { infrastructureDefaults } from './config/defaults.ts'
export { type ExplainedRelease, explainRevision, explainSpec } from './config/explain-revision.ts'
export type { Origin } from './config/origin.ts'
export { findPlacement, type Placement } from './config/placement.ts'
export { type ReleaseConfig, type ResolvedInfrastructure, releaseConfigSchema } from './config/release-config.ts'
export {
  type ReleaseToResolve,
  type ResolvedRelease,
  resolveRelease,
  secretVariables,
} from './config/resolve-release.ts'
export { EnvironmentFault, type EnvironmentFaultCode } from './fault.ts'
export { overridesNow } from './gates/catching-up.ts'
export { strengthOf } from './gates/gate-answer.ts'
export { type Built, builtKey, type Provenance } from './gates/provenance.ts'
export { type EndedDeploy, pairsThatRan, type RanTogether } from './gates/together.ts'
export {
  type HistoryEntry,
  historyEntry,
  renderHistoryText,
} from './history/history-entry.ts'
export { renderDifferenceText } from './history/render-difference.ts'
export { renderExplanationText } from './history/render-explanation.ts'
export {
  compareRevisions,
  isSame,
  type PublishedVersion,
  type RevisionDifference,
  type WholeRevision,
} from './history/revision-difference.ts'
export { renderJsonSchemas } from './json-schemas.ts'
export { acquireLease, type LeaseAnswer, type LeaseWish } from './lifecycle/acquire-lease.ts'
export { judgeDeployLocks } from './lifecycle/deploy-locks.ts'
export { type FinishedDeploy, finishDeploy, verifyFence } from './lifecycle/finish-deploy.ts'
export { type DeployedWell, goodBefore } from './lifecycle/good-revisions.ts'
export { describeOwner, isSameOwner } from './lifecycle/lease-owner.ts'
export { parseLockExpiry } from './lifecycle/lock-expiry.ts'
export {
  activeLocks,
  describeLock,
  type LockScope,
  putLock,
  removeLock,
} from './lifecycle/locks.ts'
export { chooseBase, recordPromotion } from './lifecycle/record-promotion.ts'
export { releasePins } from './lifecycle/release-pins.ts'
export { environmentDomain, environmentPaths } from './paths.ts'
export { renderDuration } from './plan/duration.ts'
export { codeSpan, escapeMarkdown, escapeMarkdownLine, escapeProse } from './plan/escape-markdown.ts'
export type {
  ConfigChange,
  KeptRelease,
  Plan,
  PlannedChange,
  PromotionPlan,
  Refusal,
  VersionNotes,
} from './plan/plan.ts'
export {
  type PlanDocument,
  planDocument,
  planDocumentSchema,
  plannedNumber,
  renderPlanJson,
} from './plan/plan-document.ts'
export { type PlanMarkdownOptions, renderPlanMarkdown } from './plan/plan-markdown.ts'
export { renderPlanText } from './plan/plan-text.ts'
export { changedReleases, pairReleases } from './plan/planned-changes.ts'
export { renderTime } from './plan/render-time.ts'
export { orderServices } from './plan/service-order.ts'
export { promoteCommand, rollbackCommand } from './plan/step-command.ts'
export { terminalLine } from './plan/terminal-line.ts'
export {
  type AddressedRelease,
  type DependencyAddress,
  dependencyAddresses,
  dependencyAuthority,
  dependencyUrl,
} from './process/dependency-address.ts'
export { type InstanceName, instanceFolder, instanceId, parseInstanceId, unitName } from './process/instance-id.ts'
export { type ProcessToStart, processEnvironment, templateValues } from './process/process-environment.ts'
export { type ReleaseIdentity, releaseIdentity } from './process/release-identity.ts'
export { userName } from './process/user-name.ts'
export { dependencyVariables, portVariables } from './process/variable-names.ts'
export { providedName, serviceEdges } from './promotion/dependencies.ts'
export { packagesNeeded, planPromotion } from './promotion/plan-promotion.ts'
export type { Approval, PromotionInput, RanThere, RevisionWithSpec, Upstream } from './promotion/promotion-input.ts'
export {
  isNothingNeeded,
  type PackagesNeeded,
  type PublishedPackage,
  type PublishedSet,
} from './promotion/published.ts'
export { versionsBetween } from './promotion/version-notes.ts'
export { type DeployReport, deployReportSchema, type ReportedInstance } from './report.ts'
export {
  type KeepingEnvironment,
  namedPackages,
  namedRanges,
  namedSets,
  revisionsThatRule,
  revisionsToKeep,
} from './retention/named-packages.ts'
export { planRetention, type RetainedPackage, type RetentionInput } from './retention/plan-retention.ts'
export { renderRetentionText } from './retention/render-retention.ts'
export {
  type ChangeRequest,
  type Override,
  type Pin,
  type Release,
  type Revision,
  revisionSchema,
  type SpecHome,
  type Verdict,
} from './revision.ts'
export { verifyRevisionChain } from './revision-chain.ts'
export { revisionContent, revisionDigest } from './revision-content.ts'
export { planRollback, rollbackNeeded } from './rollback/plan-rollback.ts'
export type { RollbackInput } from './rollback/rollback-input.ts'
export type { RollbackNeeded, StoredPackage, StoredPackages } from './rollback/rollback-reading.ts'
export { chooseRollbackTarget, type RollbackTarget, type TargetQuestion } from './rollback/rollback-target.ts'
export { warnOfSameReleases } from './rollback/same-releases.ts'
export { addressedRange } from './sets/kept-version.ts'
export type { PlannedSet } from './sets/planned-sets.ts'
export { partsOfSet, setsOf } from './sets/set-names.ts'
export { type AllowedSigner, parseAllowedSigners } from './signing/allowed-signers.ts'
export { matchesPatternList } from './signing/pattern-list.ts'
export { fingerprint, keyTypeOf, type PublicKey } from './signing/public-key.ts'
export { type RevisionSigner, revisionNamespace, signingKeyType, signRevision } from './signing/sign-revision.ts'
export { type Signature, type SignedRevision, verifyRevisionSignature } from './signing/verify-revision-signature.ts'
export { hasAuthorities, type ProxyKind, prereleasePolicy, proxyKind, vipOf, zipkinEndpoint } from './spec/address.ts'
export {
  type DeliveredService,
  deliveredService,
  type EnvironmentSpec,
  type ExternalService,
  environmentSpecSchema,
  type HostGroup,
  isExternal,
  type Service,
} from './spec/environment-spec.ts'
export { type EnvironmentHost, environmentHosts } from './spec/hosts.ts'
export { parseEnvironmentSpec } from './spec/parse-spec.ts'
export { type SpecBlob, specBlob, specBlobSchema, specDigest } from './spec/spec-blob.ts'
export {
  type EnvironmentState,
  emptyState,
  environmentStateSchema,
  type Lease,
  type LeaseOwner,
  type Lock,
  type Parked,
  type Waiting,
} from './state.ts'
export {
  parseDeployReport,
  parseEnvironmentState,
  parseReleaseConfig,
  parseRevision,
  parseSpecBlob,
} from './stored-documents.ts'
