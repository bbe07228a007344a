export type { Clock } from './clock.ts'
export { PackageStoreFault, type PackageStoreFaultCode } from './fault.ts'
export { ARTIFACT_TYPE } from './naming.ts'
export { openPackageStore, type PackageStoreOptions } from './open.ts'
export type {
  Blob,
  BlobSource,
  Digest,
  PackageReference,
  PackageStore,
  PackageUpload,
  PushedPackage,
  StoredPackage,
} from './package-store.ts'
export type { Limits } from './registry/limits.ts'
