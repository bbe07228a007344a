export { maskCredentials, openMetadataAt } from '../stores.ts'
export { type LockedPlace, type LockOutcome, lock, lockAll, unlock, unlockAll } from './lock.ts'
export { unpin } from './unpin.ts'
