import type { z } from 'zod'
import { descriptorSchema } from '../descriptor/descriptor.ts'
import { manifestSchema } from '../manifest/manifest.ts'
import { packageSetManifestSchema } from '../manifest/package-set.ts'
import {
  markSchema,
  ownerSchema,
  packageRecordSchema,
  packageSetOwnerSchema,
  packageSetRecordSchema,
  removalSchema,
} from '../record/package-record.ts'
import { renderJsonSchema } from './render.ts'

const documents: Readonly<Record<string, readonly [title: string, schema: z.ZodType]>> = {
  'towpath.schema.json': ['Manifest of a package (towpath.yaml)', manifestSchema],
  'package-set.schema.json': ['Manifest of a package set', packageSetManifestSchema],
  'descriptor.schema.json': ['Descriptor of a package', descriptorSchema],
  'package-record.schema.json': ['Record of a published package', packageRecordSchema],
  'package-set-record.schema.json': ['Record of a published package set', packageSetRecordSchema],
  'owner.schema.json': ['Owner of a package name', ownerSchema],
  'package-set-owner.schema.json': ['Owner of the name of a package set', packageSetOwnerSchema],
  'mark.schema.json': ['Mark of a bad version', markSchema],
  'removal.schema.json': ['Removal of a package', removalSchema],
}

/** JSON Schemas of this package's documents by file name; `baseUrl`, with its final slash, is where they are published. */
export function renderJsonSchemas(baseUrl: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(documents).map(([file, [title, schema]]) => [
      file,
      renderJsonSchema(schema, { title, id: `${baseUrl}${file}` }),
    ]),
  )
}
