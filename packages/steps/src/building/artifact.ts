import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { StepCall } from '../step.ts'
import { BuildFolder } from './build-folder.ts'

/** Uploads a build's folder where the artifact service is there, or where it is asked for. Returns the artifact's id. */
export async function uploadBuild(call: StepCall<'build'>, folder: BuildFolder, name: string): Promise<number | null> {
  const wanted = call.inputs.choice('upload-artifact', ['auto', 'true', 'false'])
  if (wanted === 'false' || (wanted === 'auto' && call.io.context.job?.artifacts !== true)) return null
  const { uploadArtifact } = await import('@towpath/github')
  return uploadArtifact(name, folder.path)
}

/** Gets a build's folder from another job, into its usual place of this workspace. */
export async function downloadBuild(workspace: string, name: string): Promise<BuildFolder> {
  const { downloadArtifact } = await import('@towpath/github')
  await mkdir(join(workspace, '.towpath'), { recursive: true })
  const arriving = await mkdtemp(join(workspace, '.towpath', '.arriving-'))
  try {
    await downloadArtifact(name, arriving)
    const record = await new BuildFolder(arriving).readRecord()
    const folder = BuildFolder.of(workspace, record.package, record.version)
    await mkdir(dirname(folder.path), { recursive: true })
    await rm(folder.path, { recursive: true, force: true })
    await rename(arriving, folder.path)
    return folder
  } finally {
    await rm(arriving, { recursive: true, force: true })
  }
}
