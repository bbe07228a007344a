import { join } from 'node:path'
import {
  changelogSection,
  compareVersionsDescending,
  type Manifest,
  notesFromCommits,
  packagePaths,
  packageRecordSchema,
  parseRecord,
} from '@towpath/descriptor'
import type { Snapshot } from '@towpath/metadata-store'
import type { StepIo } from '@towpath/step-io'
import { listVersions } from '../publishing/listed-versions.ts'
import { askGit } from '../repository/git.ts'
import { StepFault } from '../step-fault.ts'
import { readTextIfThere } from '../workspace/read-if-there.ts'

/** What a version changes, and where that was looked for. */
export interface FoundNotes {
  readonly text: string
  readonly from: string
}

/** Lends the `packages` domain for as long as it is read. */
export type ReadPublished = <Result>(read: (snapshot: Snapshot) => Promise<Result>) => Promise<Result>

/** More commits than this tell a history, not a change. */
const mostCommits = 200

/**
 * The notes of a version: the manifest's text, its section of the changelog, or the subjects of the commits that touched the
 * folder since the version before. `published` is asked only for the last.
 */
export async function readNotes(
  request: { manifest: Manifest; version: string; folder: string; published: ReadPublished },
  io: StepIo,
): Promise<FoundNotes> {
  const { manifest, version, folder } = request
  const notes = manifest.notes ?? { from: 'git' }
  if (typeof notes === 'string') return { text: notes, from: 'the manifest' }
  if (notes.from !== 'git') {
    const text = await readTextIfThere(join(folder, notes.from))
    if (text !== null) return { text: changelogSection(text, version) ?? '', from: notes.from }
    throw new StepFault('file-missing', {
      where: 'notes.from',
      expected: `a changelog at ${notes.from}`,
      found: 'no such file',
    })
  }
  const before = await request.published((snapshot) => revisionBefore(manifest.package, version, snapshot))
  const known = before !== null && (await askGit(folder, ['cat-file', '-e', `${before}^{commit}`], io.environment)).ok
  if (before !== null && !known) {
    io.annotate({
      level: 'warning',
      title: 'history-cut',
      message: `The commit of the version before, ${before.slice(0, 12)}, is not in this checkout, so the notes may tell too little or too much. Check out with \`fetch-depth: 0\`.`,
    })
  }
  const since = known ? `${before}..HEAD` : 'HEAD'
  const log = await askGit(
    folder,
    ['log', `-${mostCommits}`, '--no-merges', '--format=%s', since, '--', '.'],
    io.environment,
  )
  return {
    text: notesFromCommits(log.text === '' ? [] : log.text.split('\n')),
    from: known ? `git since ${before?.slice(0, 12)}` : 'git',
  }
}

/** The commit that the newest lower version was built from. */
async function revisionBefore(name: string, version: string, published: Snapshot): Promise<string | null> {
  const versions = await listVersions(published, packagePaths.records(name))
  const [before] = versions.filter((one) => compareVersionsDescending(one, version) > 0).sort(compareVersionsDescending)
  if (before === undefined) return null
  const path = packagePaths.record(name, before)
  const text = await published.get(path)
  if (text === undefined) return null
  const { descriptor } = parseRecord(text, packageRecordSchema, path)
  const revision = descriptor.source.revision.replace(/-dirty$/, '')
  return /^[0-9a-f]{40,64}$/.test(revision) ? revision : null
}
