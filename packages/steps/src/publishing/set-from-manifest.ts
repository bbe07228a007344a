import { dirname, resolve } from 'node:path'
import {
  brokenSetEdges,
  type FrozenSet,
  freezePackageSet,
  type PackageSetManifest,
  packagePaths,
  parsePackageSetManifest,
  shortDigest,
} from '@towpath/descriptor'
import { codeSpan, escapeMarkdown, promoteCommand } from '@towpath/environment'
import { Faults } from '@towpath/fault'
import type { MetadataStore } from '@towpath/metadata-store'
import { readCheckout } from '../repository/source.ts'
import type { StepCall } from '../step.ts'
import { StepFault } from '../step-fault.ts'
import { readTextIfThere } from '../workspace/read-if-there.ts'
import { type PublishedSetRecord, publishSet } from './publish-set.ts'
import { readDescriptors, readPublishedForSet } from './published-for-set.ts'

/** Publishes the set of a manifest: its ranges resolved against what is published, and frozen. */
export async function publishSetFromManifest(
  store: MetadataStore,
  call: StepCall<'publish'>,
  path: string,
): Promise<void> {
  refuseOthers(call)
  const { context } = call.io
  const text = await readManifest(context.workspace, path)
  const manifest = parsePackageSetManifest(text, path)
  const at = await store.read('packages')
  const frozen = freezePackageSet(text, path, await readPublishedForSet(at, manifest))
  const broken = brokenSetEdges(await readDescriptors(at, frozen.packages)).map((edge) => unanswered(edge, frozen))
  const [first, ...others] = broken
  if (first !== undefined) throw new Faults([first, ...others])
  const { source } = await readCheckout(dirname(resolve(context.workspace, path)), call.io)
  const publication = { at: call.clock().toISOString(), ...source, run: context.run, by: context.actor }
  say(call, await publishSet(frozen, publication, store), manifest)
}

/** A set has no bytes, so nothing of a package can be meant. */
function refuseOthers({ inputs }: StepCall<'publish'>): void {
  const given = (['descriptor', 'package', 'artifact', 'override'] as const).filter(
    (name) => inputs.text(name) !== null,
  )
  if (given.length === 0) return
  throw new StepFault('input-invalid', {
    where: `Input \`${given[0]}\``,
    expected: 'nothing beside `set-manifest`, which publishes a set',
    found: 'a value',
    fix: 'Publish packages and sets by steps of their own',
  })
}

async function readManifest(workspace: string, path: string): Promise<string> {
  const text = await readTextIfThere(resolve(workspace, path))
  if (text !== null) return text
  throw new StepFault('file-missing', {
    where: path,
    expected: 'the manifest of a package set',
    found: 'no such file',
    fix: 'Write one (docs/schemas/package-set.schema.json says how), or correct `set-manifest`',
  })
}

function unanswered(
  { consumer, dependency, range, found }: ReturnType<typeof brokenSetEdges>[number],
  { manifest, packages }: FrozenSet,
): StepFault {
  return new StepFault('refused', {
    where: `${manifest.set}@${manifest.version}: ${consumer} → ${dependency}`,
    expected: `a version of ${dependency} that fits \`${range}\`, which ${consumer} ${packages[consumer]} declares`,
    found: `${dependency} ${found}`,
    fix: `Name another version of ${dependency} or ${consumer}`,
  })
}

function say(call: StepCall<'publish'>, published: PublishedSetRecord, { packages }: PackageSetManifest): void {
  const { record, digest, already } = published
  const { set, version, notes } = record
  call.output('name', set)
  call.output('version', version)
  call.output('digest', digest)
  call.output('reference', packagePaths.set(set, version))
  call.output('already-published', already)
  const what = already ? 'had been published before, and stays as it was frozen then' : 'is published'
  call.io.say(`set ${set} ${version} ${what}: ${shortDigest(digest)}`)
  const rows = Object.entries(record.packages).map(([name, exact]) => {
    const written = packages[name] ?? exact
    return `| ${name} | ${exact} | ${written === exact ? '' : `newest of ${codeSpan(written)}`} |`
  })
  for (const [name, exact] of Object.entries(record.packages)) call.io.say(`  ${name} ${exact}`)
  call.io.summarize(
    [
      `**Set ${set} ${version}** ${what}.`,
      ...(notes.trim() === '' ? [] : [escapeMarkdown(notes)]),
      ['| package | version | |', '|---|---|---|', ...rows].join('\n'),
      `To go on: \`${promoteCommand('<environment>', [], { sets: [`${set}@${version}`] })}\``,
    ].join('\n\n'),
  )
}
