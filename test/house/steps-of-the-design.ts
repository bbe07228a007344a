interface StepOfTheDesign {
  /** Inputs; `!` marks a required one. */
  readonly inputs: string
  readonly outputs: string
}

/** DESIGN §8, as data: what every step takes and gives, besides what all take. */
export const stepsOfTheDesign: Readonly<Record<string, StepOfTheDesign>> = {
  build: {
    inputs: 'manifest compression prerelease upload-artifact',
    outputs: 'package digest size-bytes artifact-id',
  },
  describe: { inputs: 'manifest package prerelease notes', outputs: 'descriptor name version digest' },
  publish: {
    inputs: 'descriptor package artifact set-manifest override reason',
    outputs: 'name version digest reference already-published',
  },
  promote: {
    inputs:
      'environment! packages set from spec reason override dry-run open-pull-request signing-key signing-key-passphrase',
    outputs: 'environment revision previous changed verdict plan',
  },
  deploy: {
    inputs: 'environment! revision ssh-private-key known-hosts allowed-signers dry-run take-over',
    outputs: 'revision status report',
  },
  register: { inputs: 'environment! report', outputs: 'instances url' },
  rollback: {
    inputs: 'environment! to packages config hosts reason! dry-run signing-key signing-key-passphrase',
    outputs: 'revision changed plan',
  },
  resolve: { inputs: 'environment! service! range', outputs: 'url address version vip port instances' },
  status: { inputs: 'environment', outputs: 'environments' },
  observe: { inputs: 'environment! zipkin-url spans lookback-minutes', outputs: 'edges violations unproven report' },
}

export const inputsOfAll: readonly string[] = ['metadata-store', 'package-store', 'token']
/** All but build. */
export const inputsOfStores: readonly string[] = ['metadata-token', 'package-token']
