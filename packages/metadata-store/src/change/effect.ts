import { MetadataStoreFault } from '../fault.ts'
import type { Change, Snapshot } from '../metadata-store.ts'
import { foldersOf, verifyPath } from '../names.ts'

/** What stands at a path: a document, the folder of others, or nothing. */
export type Entry = { readonly kind: 'document'; readonly text: string } | { readonly kind: 'folder' } | undefined

/** A snapshot as adapters make it: one that can also tell that a path is a folder. */
export interface Tree extends Snapshot {
  entry(path: string): Promise<Entry>
}

/** What a change really alters in a tree. */
export interface Effect {
  readonly write: ReadonlyMap<string, string>
  readonly remove: ReadonlySet<string>
}

/** Compares a change with a tree. Throws `frozen`, `path-invalid`, `text-invalid` or `change-invalid`; `place` is the store and domain. */
export async function planEffect(at: Tree, change: Change, place: string): Promise<Effect> {
  const create = Object.entries(change.create ?? {})
  const texts = [...create, ...Object.entries(change.write ?? {})]
  const remove = [...new Set(change.remove ?? [])]
  const paths = [...texts.map(([path]) => path), ...remove]
  for (const path of paths) verifyPath(path, place)
  verifyOnce(paths, place)
  for (const [path, text] of texts) verifyText(path, text, place)
  await verifyFolders(
    at,
    texts.map(([path]) => path),
    place,
  )

  const effect = { write: new Map<string, string>(), remove: new Set<string>() }
  const frozen = new Set(create.map(([path]) => path))
  await Promise.all(
    texts.map(async ([path, text]) => {
      const entry = await at.entry(path)
      if (entry?.kind === 'folder') throw notADocument(path, 'a folder of other documents', place)
      if (entry?.text === text) return
      if (entry !== undefined && frozen.has(path)) throw frozenFault(path, place)
      effect.write.set(path, text)
    }),
  )
  await Promise.all(
    remove.map(async (path) => {
      if ((await at.entry(path))?.kind === 'document') effect.remove.add(path)
    }),
  )
  return effect
}

function verifyOnce(paths: readonly string[], place: string): void {
  const seen = new Set<string>()
  for (const path of paths) {
    if (seen.has(path)) {
      throw new MetadataStoreFault('change-invalid', {
        where: `${place} ${path}`,
        expected: 'one of create, write and remove in a change',
        found: 'the same path in two of them',
      })
    }
    seen.add(path)
  }
}

/** A path that is both document and folder exists in a key-value store and not in git; no adapter allows it. */
async function verifyFolders(at: Tree, paths: readonly string[], place: string): Promise<void> {
  const documents = new Set(paths)
  const folders = new Set(paths.flatMap(foldersOf))
  await Promise.all(
    [...folders].map(async (folder) => {
      if (documents.has(folder) || (await at.entry(folder))?.kind === 'document') {
        throw notADocument(folder, 'a document and a folder of the same name', place)
      }
    }),
  )
}

function verifyText(path: string, text: string, place: string): void {
  if (text.isWellFormed()) return
  throw new MetadataStoreFault('text-invalid', {
    where: `${place} ${path}`,
    expected: 'text that can be written as UTF-8',
    found: 'half of a surrogate pair',
  })
}

function notADocument(path: string, found: string, place: string): MetadataStoreFault {
  return new MetadataStoreFault('path-invalid', {
    where: `${place} ${path}`,
    expected: 'the path of a document',
    found,
  })
}

function frozenFault(path: string, place: string): MetadataStoreFault {
  return new MetadataStoreFault('frozen', {
    where: `${place} ${path}`,
    expected: 'the text that is stored there, since it is written once',
    found: 'other text',
    fix: 'Give what changed a new name, version or number',
  })
}
