export { canonicalJson } from './canonical.ts'
export { baselineOf } from './compatibility/bump.ts'
export {
  type Comparison,
  type ContractChange,
  joinComparisons,
  sameContract,
  type Unproven,
} from './compatibility/change.ts'
export { compareConfig } from './compatibility/compare-config.ts'
export { compareSurface } from './compatibility/compare-surface.ts'
export { type BumpJudgement, judgeBump } from './compatibility/judge-bump.ts'
export { compareOpenApi } from './compatibility/openapi/compare-openapi.ts'
export { type ContractFormat, readContract } from './compatibility/read-contract.ts'
export { configProblems, parseConfigSchema } from './config-schema/config-schema.ts'
export type { ConfigSchema } from './config-schema/schema.ts'
export { assembleDescriptor, type DescriptorParts } from './descriptor/assemble.ts'
export {
  type Archive,
  archiveSchema,
  contentDigest,
  type Descriptor,
  descriptorSchema,
  type Source,
} from './descriptor/descriptor.ts'
export { type Difference, describeDifference } from './descriptor/difference.ts'
export { impliedProvide } from './descriptor/implied-provide.ts'
export { bareDigest, type Digest, digestOf, digestOfDocument, digestSchema, isDigest, shortDigest } from './digest.ts'
export { nearest } from './explanation/nearest.ts'
export { type Problem, renderPath } from './explanation/problem.ts'
export { spellings } from './explanation/spellings.ts'
export { type DescriptorCode, DescriptorFault, DescriptorFaults } from './fault.ts'
export { type JsonSchemaName, renderJsonSchema } from './json-schema/render.ts'
export { renderJsonSchemas } from './json-schema/schemas.ts'
export { type Infrastructure, infrastructureSchema } from './manifest/infrastructure.ts'
export {
  type Dependency,
  dependencySchema,
  type Manifest,
  manifestSchema,
  type Provide,
  provideSchema,
} from './manifest/manifest.ts'
export { type PackageSetManifest, packageSetManifestSchema } from './manifest/package-set.ts'
export { parseManifest, parsePackageSetManifest } from './manifest/parse-manifest.ts'
export { isReservedVariable, variablePart } from './manifest/process-variables.ts'
export { resolveVersion, type VersionSources, withPrerelease } from './manifest/release-version.ts'
export { isName, nameSchema, suggestName, variableSchema } from './name.ts'
export { changelogSection } from './notes/changelog.ts'
export { type NotesVerdict, notesFromCommits, requireNotes } from './notes/notes.ts'
export {
  type Compatibility,
  type Mark,
  markSchema,
  type Owner,
  ownerSchema,
  type PackageRecord,
  type PackageSetOwner,
  type PackageSetRecord,
  type Publication,
  packagePaths,
  packageRecordSchema,
  packageSetOwnerSchema,
  packageSetRecordSchema,
  type Removal,
} from './record/package-record.ts'
export {
  parseDescriptor,
  parseMark,
  parseOwner,
  parsePackageRecord,
  parsePackageSetRecord,
  parseRecord,
  parseRemoval,
} from './record/parse-record.ts'
export { notYet, type Scalar, scalarSchema, timeSchema, wholeSchema } from './scalar.ts'
export { type FrozenSet, freezePackageSet, isFrozenFrom, type PublishedForSet } from './set/freeze-set.ts'
export { type BrokenSetEdge, brokenSetEdges } from './set/set-edges.ts'
export {
  type PackageWish,
  parsePackageWish,
  parsePackageWishes,
  renderPackageWish,
  type Wanted,
} from './version/package-wish.ts'
export {
  canonicalRange,
  isRange,
  labelOfRange,
  newestSatisfying,
  type PrereleasePolicy,
  rangeSchema,
  satisfies,
  spellingsOfRange,
  spellingsOfVersion,
} from './version/range.ts'
export { renderVersions, renderVersionsThere } from './version/render-versions.ts'
export { compareVersionsDescending, isVersion, suggestVersion, versionSchema } from './version/version.ts'
export { parseYamlDocument, type YamlDocumentOptions } from './yaml/document.ts'
