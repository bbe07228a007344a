import { dirname, resolve } from 'node:path'
import { type Manifest, parseManifest, resolveVersion, withPrerelease } from '@towpath/descriptor'
import type { StepIo } from '@towpath/step-io'
import { askGit } from '../repository/git.ts'
import { StepFault } from '../step-fault.ts'
import { readTextIfThere } from '../workspace/read-if-there.ts'

export interface ManifestFile {
  readonly manifest: Manifest
  /** As written, byte for byte. */
  readonly text: string
  /** The package's folder: the one that the manifest stands in. Absolute. */
  readonly folder: string
}

export async function readManifestFile(workspace: string, path: string): Promise<ManifestFile> {
  const file = resolve(workspace, path)
  const text = await readTextIfThere(file)
  if (text === null) {
    throw new StepFault('file-missing', {
      where: path,
      expected: 'a manifest',
      found: 'no such file',
      fix: 'Write one (docs/schemas/towpath.schema.json says how), or name it with `manifest`',
    })
  }
  return { manifest: parseManifest(text, path), text, folder: dirname(file) }
}

/** The version that the manifest names, or that package.json or a tag gives it; with the prerelease, if one is asked for. */
export async function readVersion(
  { manifest, folder }: ManifestFile,
  prerelease: string | null,
  io: StepIo,
): Promise<string> {
  const tags = await askGit(folder, ['tag', '--points-at', 'HEAD'], io.environment)
  const version = resolveVersion(manifest, {
    packageJson: await readBeside(folder, 'package.json'),
    tags: tags.ok && tags.text !== '' ? tags.text.split('\n') : [],
  })
  return withPrerelease(version, prerelease ?? '')
}

/** null when it is not there. The name is a parameter so that the bundler does not take it for an asset of ours and copy every file of that name. */
async function readBeside(folder: string, name: string): Promise<string | null> {
  return readTextIfThere(resolve(folder, name))
}
