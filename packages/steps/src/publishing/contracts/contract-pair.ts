/** One contract as it was in the baseline and as it is now; the texts differ. */
export interface ContractPair {
  /** As the manifest of the version that is published names it: places in it are told by this name. */
  readonly path: string
  readonly was: string
  readonly is: string
}
