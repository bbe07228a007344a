import { type PackageRecord, parsePackageRecord, parsePackageSetRecord } from '@towpath/descriptor'
import type { RetentionInput } from '@towpath/environment'
import type { Snapshot } from '@towpath/metadata-store'
import { placeOf } from '../environments/documents.ts'
import { readRemovals } from './read-removals.ts'

/** The domain `packages`, as far as it decides what goes. */
export interface PublishedBytes
  extends Pick<RetentionInput, 'published' | 'publishedAt' | 'removals' | 'marked' | 'sets'> {
  /** By `name@version`. */
  readonly records: ReadonlyMap<string, PackageRecord>
}

export async function readPublished(at: Snapshot): Promise<PublishedBytes> {
  const records = await readAll(at, 'packages/', /^packages\/[^/]+\/\d[^/]*\.json$/, parsePackageRecord)
  const names = Map.groupBy(records, (record) => record.descriptor.package)
  const versions = [...names].map(([name, all]) => [name, all.map((record) => record.descriptor.version)] as const)
  const marks = await at.list('marks/')
  return {
    records: new Map(records.map((record) => [keyOf(record), record])),
    published: Object.fromEntries(versions),
    publishedAt: Object.fromEntries(records.map((record) => [keyOf(record), record.publication.at])),
    removals: await readRemovals(at),
    marked: new Set(marks.flatMap((path) => markedBy(path))),
    sets: await readAll(at, 'sets/', /^sets\/[^/]+\/\d[^/]*\.json$/, parsePackageSetRecord),
  }
}

function markedBy(path: string): readonly string[] {
  const [, name, version] = /^marks\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? []
  return name === undefined || version === undefined ? [] : [`${name}@${version}`]
}

async function readAll<Value>(
  at: Snapshot,
  prefix: string,
  pattern: RegExp,
  parse: (text: string, where: string) => Value,
): Promise<readonly Value[]> {
  const paths = (await at.list(prefix)).filter((path) => pattern.test(path))
  const values = await Promise.all(
    paths.map(async (path) => {
      const text = await at.get(path)
      return text === undefined ? [] : [parse(text, placeOf(at, path))]
    }),
  )
  return values.flat()
}

function keyOf({ descriptor }: PackageRecord): string {
  return `${descriptor.package}@${descriptor.version}`
}
