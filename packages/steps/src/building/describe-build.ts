import { readFile, writeFile } from 'node:fs/promises'
import {
  assembleDescriptor,
  canonicalJson,
  type Descriptor,
  digestOf,
  parseDescriptor,
  parseManifest,
  requireNotes,
} from '@towpath/descriptor'
import { readTextIfThere } from '../workspace/read-if-there.ts'
import type { BuildFolder } from './build-folder.ts'

/** Assembles the descriptor of what was built, from the build's folder alone, and writes it there in canonical form. */
export async function describeBuild(folder: BuildFolder, notes: string | null): Promise<Descriptor> {
  const record = await folder.readRecord()
  const manifest = parseManifest(await readFile(folder.manifest, 'utf8'), folder.manifest)
  const text = notes ?? (await readFile(folder.notes, 'utf8'))
  requireNotes(record.version, text, 'what build kept')
  const config = manifest.code.config
  const descriptor = assembleDescriptor({
    manifest,
    version: record.version,
    templates: await readAll(folder, config?.files ?? {}),
    ...(config?.schema !== undefined && { configSchema: await readFile(folder.source(config.schema), 'utf8') }),
    contracts: await digestContracts(folder, manifest.provides ?? {}),
    files: record.files.digest,
    archive: record.archive,
    notes: text,
    source: record.source,
    created: record.created,
  })
  await writeFile(folder.descriptor, canonicalJson(descriptor))
  return descriptor
}

/** What describe wrote before; null when there is no such file. */
export async function readDescriptor(path: string): Promise<Descriptor | null> {
  const text = await readTextIfThere(path)
  return text === null ? null : parseDescriptor(text, path)
}

async function readAll(
  folder: BuildFolder,
  templates: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const read = async ([target, path]: [string, string]) =>
    [target, await readFile(folder.source(path), 'utf8')] as const
  return Object.fromEntries(await Promise.all(Object.entries(templates).map(read)))
}

type Provides = Readonly<Record<string, { readonly protocol: string; readonly contract?: string | undefined }>>

async function digestContracts(folder: BuildFolder, provides: Provides) {
  const contracts = await Promise.all(
    Object.entries(provides).map(async ([name, { contract }]) => {
      if (contract === undefined) return []
      return [[name, { path: contract, digest: digestOf(await readFile(folder.source(contract))) }] as const]
    }),
  )
  return Object.fromEntries(contracts.flat())
}
