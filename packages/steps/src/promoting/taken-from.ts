import {
  compareVersionsDescending,
  type PackageWish,
  parsePackageWish,
  renderPackageWish,
  satisfies,
} from '@towpath/descriptor'
import { environmentDomain, type PromotionInput, partsOfSet, setsOf } from '@towpath/environment'
import type { MetadataStore } from '@towpath/metadata-store'
import { readEnvironment } from '../environments/environment.ts'
import { StepFault } from '../step-fault.ts'

/** What is asked for; with `from` null it is asked of what is published. */
export interface Asked {
  readonly wishes: readonly PackageWish[]
  readonly sets: readonly PackageWish[]
  readonly from: PromotionInput['from']
}

type Running = NonNullable<PromotionInput['from']>

/** What runs in another environment: what it has deployed, not what it wants. */
export async function readRunning(store: MetadataStore, name: string): Promise<Running> {
  const environment = await readEnvironment(store, name)
  const { deployed } = environment.state
  if (deployed !== null) {
    const { releases } = await environment.revision(deployed.number)
    return { environment: name, releases: releases.map(({ service, version, setOf }) => ({ service, version, setOf })) }
  }
  throw new StepFault('environment-unknown', {
    where: `Input \`from\`: ${environmentDomain(name)}`,
    expected: `something that runs in ${name}`,
    found: 'nothing that was deployed well',
    fix: `Deploy ${name} first`,
  })
}

/**
 * With neither packages nor sets, all that runs there; else only those, at the versions that run there. A wish that nothing
 * there fits is a fault.
 */
export function askFrom(running: Running, { wishes, sets }: Pick<Asked, 'wishes' | 'sets'>): Asked {
  if (wishes.length + sets.length === 0) return { wishes, sets, from: running }
  const runningSets = [...new Set(running.releases.flatMap(setsOf))].map((set) => {
    const { name, version } = partsOfSet(set)
    return { service: name, version }
  })
  return {
    wishes: wishes.map((wish) => narrowed(wish, running.releases, running.environment)),
    sets: sets.map((wish) => narrowed(wish, runningSets, running.environment)),
    from: null,
  }
}

function narrowed(
  wish: PackageWish,
  there: readonly { readonly service: string; readonly version: string }[],
  environment: string,
): PackageWish {
  const ofName = there.filter(({ service }) => service === wish.package).map(({ version }) => version)
  const [version] = ofName.filter((one) => fits(one, wish)).sort(compareVersionsDescending)
  if (version !== undefined) return parsePackageWish(`${wish.package}@${version}`)
  throw new StepFault('input-invalid', {
    where: 'Input `from`',
    expected: `${renderPackageWish(wish)} to run in ${environment}`,
    found: ofName.length === 0 ? `no ${wish.package} there` : `${wish.package} ${ofName.join(' and ')}`,
    fix: 'Name what runs there, or leave `from` out',
  })
}

function fits(version: string, { wanted }: PackageWish): boolean {
  switch (wanted.kind) {
    case 'newest':
      return true
    case 'version':
      return version === wanted.version
    case 'range':
      return satisfies(version, wanted.range, { prereleases: 'include' })
  }
}
