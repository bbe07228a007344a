import { relative } from 'node:path'
import { digestOfDocument, shortDigest } from '@towpath/descriptor'
import { escapeMarkdown } from '@towpath/environment'
import type { BuildFolder } from './building/build-folder.ts'
import { findBuildFolder } from './building/build-folder.ts'
import { describeBuild } from './building/describe-build.ts'
import { readManifestFile, readVersion } from './building/manifest-file.ts'
import type { Step, StepCall } from './step.ts'
import { StepFault } from './step-fault.ts'

/** Writes the descriptor of what build made. */
export const describe: Step<'describe'> = async (call) => {
  const { io, inputs } = call
  const folder = await findBuildFolder(io.context.workspace, inputs.text('package'))
  await refuseOtherVersion(call, folder)
  const descriptor = await describeBuild(folder, inputs.text('notes'))
  const digest = digestOfDocument(descriptor)
  call.output('descriptor', relative(io.context.workspace, folder.descriptor))
  call.output('name', descriptor.package)
  call.output('version', descriptor.version)
  call.output('digest', digest)
  io.say(`${descriptor.package} ${descriptor.version} is described: ${shortDigest(digest)}`)
  io.summarize(`**${descriptor.package} ${descriptor.version}**\n\n${escapeMarkdown(descriptor.notes)}`)
}

/** Where the manifest is at hand it must still say the version that was built: a prerelease asked for here only would be lost. */
async function refuseOtherVersion(call: StepCall<'describe'>, folder: BuildFolder): Promise<void> {
  const prerelease = call.inputs.text('prerelease')
  if (prerelease === null) return
  const record = await folder.readRecord()
  const file = await readManifestFile(call.io.context.workspace, call.inputs.required('manifest'))
  const version = await readVersion(file, prerelease, call.io)
  if (version === record.version) return
  throw new StepFault('input-invalid', {
    where: 'Input `prerelease`',
    expected: `the one that build was given (${record.version})`,
    found: version,
    fix: 'Give build and describe the same `prerelease`',
  })
}
