export { assembleDescriptor, type DescriptorParts } from './assemble.ts'
export { canonicalJson } from './canonical.ts'
export { configProblems, parseConfigSchema } from './config-schema/config-schema.ts'
export type { ConfigSchema } from './config-schema/schema.ts'
export {
  type Archive,
  archiveSchema,
  contentDigest,
  type Descriptor,
  descriptorSchema,
  type Source,
} from './descriptor.ts'
export { type Difference, describeDifference } from './difference.ts'
export { bareDigest, type Digest, digestOf, digestOfDocument, digestSchema, isDigest, shortDigest } from './digest.ts'
export { type Problem, renderPath } from './explanation/problem.ts'
export { spellings } from './explanation/spellings.ts'
export { type DescriptorCode, DescriptorFault, DescriptorFaults } from './fault.ts'
export { type Infrastructure, infrastructureSchema } from './infrastructure.ts'
export { type JsonSchemaName, renderJsonSchema } from './json-schema/render.ts'
export { renderJsonSchemas } from './json-schema/schemas.ts'
export {
  type Dependency,
  dependencySchema,
  type Manifest,
  manifestSchema,
  type Provide,
  provideSchema,
} from './manifest.ts'
export { isName, nameSchema, suggestName, variableSchema } from './name.ts'
export { changelogSection } from './notes/changelog.ts'
export { type NotesVerdict, notesFromCommits, requireNotes } from './notes/notes.ts'
export {
  type Mark,
  markSchema,
  type Owner,
  ownerSchema,
  type PackageRecord,
  type PackageSetRecord,
  type Publication,
  packagePaths,
  packageRecordSchema,
  packageSetRecordSchema,
} from './package-record.ts'
export { type PackageSetManifest, packageSetManifestSchema } from './package-set.ts'
export {
  type PackageWish,
  parsePackageWish,
  parsePackageWishes,
  renderPackageWish,
  type Wanted,
} from './package-wish.ts'
export { parseManifest, parsePackageSetManifest } from './parse-manifest.ts'
export { isReservedVariable, variablePart } from './process-variables.ts'
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
} from './range.ts'
export {
  parseDescriptor,
  parseMark,
  parseOwner,
  parsePackageRecord,
  parsePackageSetRecord,
  parseRecord,
} from './record.ts'
export { resolveVersion, type VersionSources, withPrerelease } from './release-version.ts'
export { notYet, type Scalar, scalarSchema, timeSchema, wholeSchema } from './scalar.ts'
export { compareVersionsDescending, isVersion, suggestVersion, versionSchema } from './version.ts'
export { parseYamlDocument, type YamlDocumentOptions } from './yaml/document.ts'
