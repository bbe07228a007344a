import { type Explanation, Fault } from '@towpath/fault'

/** What can go wrong between us and the bytes of packages; callers branch on it. */
export type PackageStoreFaultCode =
  | 'url-invalid'
  | 'credentials-invalid'
  | 'name-invalid'
  | 'version-invalid'
  | 'digest-invalid'
  | 'upload-invalid'
  /** The caller's own stream of a blob failed. */
  | 'source-unreadable'
  | 'store-absent'
  | 'store-damaged'
  /** Another process holds the layout's lock and does not let go. */
  | 'locked'
  | 'denied'
  | 'not-found'
  /** The version exists already, with another manifest. */
  | 'frozen'
  | 'digest-mismatch'
  | 'truncated'
  | 'unreachable'
  | 'rate-limited'
  | 'redirect-refused'
  /** The registry does not do that for anybody. */
  | 'unsupported'
  /** The registry said no for a reason that has no code of its own; its words are in `found`. */
  | 'refused'
  | 'manifest-invalid'
  | 'disk-full'
  | 'closed'

export class PackageStoreFault extends Fault<PackageStoreFaultCode> {}

/** Shorthand for throwing: `throw fault('frozen', {where: …})`. Not retryable unless said. */
export function fault(
  code: PackageStoreFaultCode,
  explanation: Explanation,
  options: { retryable?: boolean; cause?: unknown } = {},
): PackageStoreFault {
  return new PackageStoreFault(code, explanation, options)
}
