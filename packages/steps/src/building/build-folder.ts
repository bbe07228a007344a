import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import {
  archiveSchema,
  descriptorSchema,
  digestSchema,
  nameSchema,
  parseRecord,
  timeSchema,
  versionSchema,
} from '@towpath/descriptor'
import { z } from 'zod'
import { StepFault } from '../step-fault.ts'
import { isFolder, readTextIfThere } from '../workspace/read-if-there.ts'
import { makeTowpathFolder, towpathFolder } from '../workspace/towpath-folder.ts'

/** What build made, beside the archive: all that describe and publish need, so that they can run in another job. */
const buildRecordSchema = z.strictObject({
  schema: z.literal(1),
  package: nameSchema,
  version: versionSchema,
  archive: archiveSchema,
  files: z.strictObject({ digest: digestSchema, sizeBytes: z.int() }),
  source: descriptorSchema.shape.source,
  created: timeSchema,
})

export type BuildRecord = z.infer<typeof buildRecordSchema>

/** `.towpath/<name>/<version>/` of the workspace. */
export class BuildFolder {
  readonly path: string

  constructor(path: string) {
    this.path = path
  }

  static of(workspace: string, name: string, version: string): BuildFolder {
    return new BuildFolder(join(workspace, towpathFolder, name, version))
  }

  get manifest(): string {
    return join(this.path, 'towpath.yaml')
  }

  get notes(): string {
    return join(this.path, 'notes.md')
  }

  get files(): string {
    return join(this.path, 'files.ndjson')
  }

  get descriptor(): string {
    return join(this.path, 'descriptor.json')
  }

  get record(): string {
    return join(this.path, 'build.json')
  }

  archive(compression: 'gzip' | 'zstd'): string {
    return join(this.path, compression === 'gzip' ? 'package.tar.gz' : 'package.tar.zst')
  }

  archiveOf(record: BuildRecord): string {
    return this.archive(record.archive.mediaType.endsWith('+zstd') ? 'zstd' : 'gzip')
  }

  /** A file that the manifest names: contract, config schema, template. */
  source(path: string): string {
    return join(this.path, 'sources', path)
  }

  /** Empty: what an earlier build left would be taken for this one's. */
  async create(): Promise<void> {
    await rm(this.path, { recursive: true, force: true })
    await makeTowpathFolder(join(this.path, '..', '..', '..'))
    await mkdir(this.path, { recursive: true })
  }

  async writeSource(path: string, text: Uint8Array): Promise<void> {
    await mkdir(dirname(this.source(path)), { recursive: true })
    await writeFile(this.source(path), text)
  }

  /** Written last: a folder without it is not a finished build. */
  async writeRecord(record: BuildRecord): Promise<void> {
    await writeFile(`${this.record}.new`, `${JSON.stringify(record, null, 2)}\n`)
    await rename(`${this.record}.new`, this.record)
  }

  async readRecord(): Promise<BuildRecord> {
    const text = await readTextIfThere(this.record)
    if (text === null) {
      throw new StepFault('file-missing', {
        where: this.record,
        expected: 'what the build step writes beside the package',
        found: 'no such file',
        fix: 'Run towpath/actions/build before, or give `artifact` when it ran in another job',
      })
    }
    return parseRecord(text, buildRecordSchema, this.record)
  }
}

/** The folder that a path of a package, or its own, names; or the only one that was built in this workspace. */
export async function findBuildFolder(workspace: string, packagePath: string | null): Promise<BuildFolder> {
  if (packagePath !== null) {
    const path = resolve(workspace, packagePath)
    return new BuildFolder((await isFolder(path)) ? path : dirname(path))
  }
  const found = await listBuildFolders(join(workspace, towpathFolder))
  const [only, ...others] = found
  if (only !== undefined && others.length === 0) return only
  throw new StepFault('file-missing', {
    where: 'Input `package`',
    expected: 'the path of a package, or exactly one that was built in this workspace',
    found: only === undefined ? 'none' : found.map(({ path }) => relative(workspace, path)).join(', '),
    fix:
      only === undefined
        ? 'Run towpath/actions/build before, or give `artifact`'
        : 'Give the one that is meant as `package`',
  })
}

async function listBuildFolders(root: string): Promise<readonly BuildFolder[]> {
  const names = await readdir(root, { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return []
    throw cause
  })
  const folders = names.filter((name) => /^[^/]+\/[^/]+\/build\.json$/.test(name)).sort()
  return folders.map((name) => new BuildFolder(join(root, dirname(name))))
}
