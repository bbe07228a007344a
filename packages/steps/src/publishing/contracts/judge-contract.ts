import {
  type BumpJudgement,
  baselineOf,
  type Comparison,
  compareConfig,
  compareSurface,
  type Descriptor,
  joinComparisons,
  judgeBump,
  type PackageRecord,
  packagePaths,
  packageRecordSchema,
  parseRecord,
  sameContract,
} from '@towpath/descriptor'
import type { Snapshot } from '@towpath/metadata-store'
import { listVersions } from '../listed-versions.ts'
import { compareContract, refuseUnreadable } from './compare-contract.ts'
import type { ToolRun } from './tool.ts'

export interface ContractSources {
  /** Text of a contract of the version that is published, by its path. */
  readonly ofThis: (path: string) => Promise<string>
  /** Text of a published contract; null when it is not in the package store. */
  readonly published: (record: PackageRecord, digest: string) => Promise<string | null>
}

export interface ContractJudge {
  readonly descriptor: Descriptor
  readonly sources: ContractSources
  readonly given: Pick<ToolRun, 'environment' | 'signal'>
}

/**
 * The gate `contract`: what differs between the version that is published and the newest lower release, and whether the version rises
 * as much. Throws what makes an answer impossible: a contract that can't be read, a tool that failed.
 */
export async function judgeContract(judge: ContractJudge, at: Snapshot): Promise<BumpJudgement> {
  const { descriptor, sources } = judge
  const { package: name, version } = descriptor
  for (const [, contract] of contractsOf(descriptor))
    refuseUnreadable(contract.path, await sources.ofThis(contract.path))
  const versions = await listVersions(at, packagePaths.records(name))
  const baseline = baselineOf(version, versions)
  const path = baseline === null ? null : packagePaths.record(name, baseline)
  const text = path === null ? undefined : await at.get(path)
  if (path === null || text === undefined) return judgeBump(version, versions, sameContract)
  const before = parseRecord(text, packageRecordSchema, path)
  const comparison = joinComparisons([
    compareSurface(before.descriptor, descriptor),
    compareConfig(configOf(before.descriptor), configOf(descriptor)),
    await compareContracts(judge, before),
    withoutContracts(descriptor),
  ])
  return judgeBump(version, versions, comparison)
}

type Contract = { readonly path: string; readonly digest: string }

function contractsOf({ provides = {} }: Descriptor): Map<string, Contract> {
  return new Map(
    Object.entries(provides).flatMap(([name, provide]): [string, Contract][] =>
      'contract' in provide && provide.contract !== undefined ? [[name, provide.contract]] : [],
    ),
  )
}

function configOf({ code }: Descriptor): Parameters<typeof compareConfig>[0] {
  return { schema: code.config?.schema, defaults: code.config?.defaults ?? {} }
}

/** Where both have one; that one came or went is told by the surface. */
async function compareContracts(
  { descriptor, sources, given }: ContractJudge,
  before: PackageRecord,
): Promise<Comparison> {
  const was = contractsOf(before.descriptor)
  const comparisons: Comparison[] = []
  for (const [name, contract] of contractsOf(descriptor)) {
    const old = was.get(name)
    if (old === undefined || old.digest === contract.digest) continue
    const text = await sources.published(before, old.digest)
    comparisons.push(
      text === null
        ? gone(contract.path, before.descriptor.version)
        : await compareContract({ path: contract.path, was: text, is: await sources.ofThis(contract.path) }, given),
    )
  }
  return joinComparisons(comparisons)
}

function gone(place: string, version: string): Comparison {
  return { changes: [], unproven: [{ place, why: `the contract of ${version} is not in the package store` }] }
}

/** Told once for all of them: it is no fault to have none. */
function withoutContracts({ provides = {} }: Descriptor): Comparison {
  const names = Object.entries(provides).flatMap(([name, provide]) =>
    provide.protocol !== 'tcp' && provide.contract === undefined ? [`provides.${name}`] : [],
  )
  if (names.length === 0) return sameContract
  const why = 'no contract says what is provided'
  return {
    changes: [],
    unproven: [{ place: names.join(', '), why, fix: 'Add `contract: openapi.yaml`, or a .proto file' }],
  }
}
