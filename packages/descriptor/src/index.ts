export { canonicalJson } from './canonical.ts'
export {
  type Archive,
  archiveSchema,
  contentDigest,
  type Descriptor,
  descriptorSchema,
  type Source,
} from './descriptor.ts'
export { bareDigest, type Digest, digestOf, digestOfDocument, digestSchema, isDigest, shortDigest } from './digest.ts'
export { spellings } from './explanation/corrections.ts'
export { type Problem, renderPath } from './explanation/problem.ts'
export { type DescriptorCode, DescriptorFault, DescriptorFaults } from './fault.ts'
export { type Infrastructure, infrastructureSchema } from './infrastructure.ts'
export {
  type Dependency,
  dependencySchema,
  type Manifest,
  manifestSchema,
  type Provide,
  provideSchema,
} from './manifest.ts'
export { isName, nameSchema, variableSchema } from './name.ts'
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
  canonicalRange,
  isRange,
  labelOfRange,
  newestSatisfying,
  type PrereleasePolicy,
  rangeSchema,
  satisfies,
} from './range.ts'
export { notYet, type Scalar, scalarSchema, timeSchema, wholeSchema } from './scalar.ts'
export { compareVersionsDescending, isVersion, suggestVersion, versionSchema } from './version.ts'
export { parseYamlDocument, type YamlDocumentOptions } from './yaml/document.ts'
