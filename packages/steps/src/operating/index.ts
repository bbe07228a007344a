export { maskCredentials, openMetadataAt } from '../stores.ts'
export { unpin } from './unpin.ts'
