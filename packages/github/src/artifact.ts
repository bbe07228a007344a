import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { GithubFault } from './github-fault.ts'

/** Hands a folder to later jobs of this run. Names must be new in the run. Returns the artifact's id. */
export async function uploadArtifact(name: string, folder: string): Promise<number> {
  const { DefaultArtifactClient } = await import('@actions/artifact')
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  try {
    // What is in it is compressed already.
    const { id } = await new DefaultArtifactClient().uploadArtifact(name, files.sort(), folder, { compressionLevel: 0 })
    if (id !== undefined) return id
  } catch (cause) {
    throw failed(name, 'to upload it', cause)
  }
  throw failed(name, 'to upload it', 'no id came back')
}

/** Gets an artifact of this run into a folder. */
export async function downloadArtifact(name: string, folder: string): Promise<void> {
  const { ArtifactNotFoundError, DefaultArtifactClient } = await import('@actions/artifact')
  const client = new DefaultArtifactClient()
  try {
    const { artifact } = await client.getArtifact(name)
    const { digestMismatch } = await client.downloadArtifact(artifact.id, {
      path: folder,
      ...(artifact.digest !== undefined && { expectedHash: artifact.digest }),
    })
    if (digestMismatch !== true) return
  } catch (cause) {
    if (cause instanceof ArtifactNotFoundError) throw absent(name, cause)
    throw failed(name, 'to download it', cause)
  }
  throw new GithubFault('artifact-tampered', {
    where: `Artifact ${name}`,
    expected: 'the bytes that were uploaded',
    found: 'another digest',
  })
}

function absent(name: string, cause: unknown): GithubFault {
  const fix =
    'Let the build step run in an earlier job of this run, with `needs:`, and take the name `towpath-<name>-<version>`'
  return new GithubFault(
    'artifact-absent',
    { where: `Artifact ${name}`, expected: 'one of this run', found: 'none', fix },
    { cause },
  )
}

function failed(name: string, wanted: string, cause: unknown): GithubFault {
  const found = cause instanceof Error ? cause.message : String(cause)
  return new GithubFault(
    'artifact-failed',
    { where: `Artifact ${name}`, expected: wanted, found },
    { cause, retryable: true },
  )
}
