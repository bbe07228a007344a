import { setTimeout as sleep } from 'node:timers/promises'
import type { Digest } from '@towpath/descriptor'
import type { Deployment } from '../deployment.ts'
import { readSecrets, readSecretsAtHand } from '../instance/secrets.ts'
import type { DeployPorts } from '../run/deploy-request.ts'
import { type DeployOutcome, runDeploy } from '../run/run-deploy.ts'
import { seeStandInEdge } from './stand-in-edge.ts'
import type { TrialSite } from './trial-site.ts'

/** One environment through its deploys, as the steps drive it: what was deployed well is the next base, and each run has the next fence. */
export class TrialEnvironment {
  readonly #site: TrialSite
  readonly revisions: Deployment[] = []
  deployed: Deployment | null = null
  fence = 0
  readonly said: string[] = []

  constructor(site: TrialSite) {
    this.#site = site
  }

  /** Of a revision that this environment knows. */
  readonly digestOf = async (number: number): Promise<Digest | null> =>
    this.revisions.find(({ revision }) => revision.number === number)?.digest ?? null

  async deploy(
    target: Deployment,
    options: {
      readonly signal?: AbortSignal
      readonly secrets?: Readonly<Record<string, string>>
      readonly fence?: number
      readonly ports?: Partial<DeployPorts>
    } = {},
  ): Promise<DeployOutcome> {
    const { secrets = {}, signal = new AbortController().signal, fence = ++this.fence } = options
    const base = this.deployed
    if (!this.revisions.includes(target)) this.revisions.push(target)
    const outcome = await runDeploy(
      {
        target,
        base,
        acting: { environment: target.spec.environment, fence },
        secrets: readSecrets(target.spec, secrets),
        baseSecrets: base === null ? {} : readSecretsAtHand(base.spec, secrets),
        digestOf: this.digestOf,
        run: 'trial',
      },
      {
        hosts: options.ports?.hosts ?? (await this.#site.hosts(target.spec, ...(base === null ? [] : [base.spec]))),
        packages: this.#site.store,
        seeEdge: seeStandInEdge(),
        clock: () => new Date(),
        sleep: async (milliseconds) => void (await sleep(milliseconds)),
        signal,
        say: (line) => this.said.push(line),
        ...options.ports,
      },
    )
    if (outcome.failure === null) this.deployed = target
    return outcome
  }
}
