import { Fault } from '@towpath/fault'

export type DeployCode =
  /** A host lacks what a package requires. */
  | 'requirement-missing'
  /** An instance did not become healthy in its time. */
  | 'unhealthy'
  /** An instance was healthy and did not stay so. */
  | 'unsettled'
  /** A process ended while it was being started. */
  | 'instance-failed'
  /** Something else answers at an instance's port. */
  | 'port-foreign'
  /** Something else holds the address that clients are to use. */
  | 'vip-taken'
  /** A proxy answers otherwise than its table says. */
  | 'proxy-wrong'
  | 'proxy-unreachable'
  /** A host that must take part can't be reached. */
  | 'host-unreachable'
  /** A proxy can't reach an instance: something between them stops it. */
  | 'path-blocked'
  /** A name does not lead to the VIP. */
  | 'name-unresolved'
  /** The marked block in `/etc/hosts` has no end. */
  | 'names-broken'
  /** Nobody answers at the VIP. */
  | 'vip-silent'
  /** A variable that a secret names is not set. */
  | 'secret-missing'
  /** A revision does not fit what stands in the store. */
  | 'revision-broken'
  | 'host-unknown'
  /** What was changed could not be put back. */
  | 'put-back-failed'
  /** Another run has taken the environment over: this one must not touch it any more, nor write what it did. */
  | 'lease-lost'
  | 'cancelled'
  /** A host got a revision that is none of this store. */
  | 'revision-foreign'
  /** Something failed that no package of ours names. */
  | 'unexpected'
  | 'not-yet'

/** `log`: the last lines of what failed, for the report. */
export class DeployFault extends Fault<DeployCode> {
  readonly log: readonly string[]

  constructor(
    code: DeployCode,
    explanation: ConstructorParameters<typeof Fault<DeployCode>>[1],
    options: { retryable?: boolean; cause?: unknown; log?: readonly string[] } = {},
  ) {
    super(code, explanation, options)
    this.log = options.log ?? []
  }
}
