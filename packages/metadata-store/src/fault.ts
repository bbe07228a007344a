import { Fault } from '@towpath/fault'

export type MetadataStoreCode =
  /** The store's URL is not one that can be used. */
  | 'url-invalid'
  /** The adapter is known, and not built yet. */
  | 'not-yet'
  | 'domain-invalid'
  /** Another domain or branch has that name as its beginning, so both can't exist. */
  | 'domain-taken'
  | 'path-invalid'
  | 'text-invalid'
  | 'change-invalid'
  /** A write-once document would get other text. */
  | 'frozen'
  /** Others committed first, every time. */
  | 'conflict'
  | 'store-absent'
  /** Something is there, but not a store. */
  | 'store-unreadable'
  | 'store-denied'
  | 'store-corrupt'
  /** No answer, or not a whole one; what was asked for may have been done. */
  | 'store-unreachable'
  | 'store-closed'
  | 'git-missing'

export class MetadataStoreFault extends Fault<MetadataStoreCode> {}
