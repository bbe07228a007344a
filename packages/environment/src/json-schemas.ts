import { renderJsonSchema } from '@towpath/descriptor'
import type { z } from 'zod'
import { promotionAnswerSchema } from './compatibility/can-promote.ts'
import { removalAnswerSchema } from './compatibility/can-remove.ts'
import { releaseConfigSchema } from './config/release-config.ts'
import { planDocumentSchema } from './plan/plan-document.ts'
import { deployReportSchema } from './report.ts'
import { revisionSchema } from './revision.ts'
import { environmentSpecSchema } from './spec/environment-spec.ts'
import { specBlobSchema } from './spec/spec-blob.ts'
import { environmentStateSchema } from './state.ts'

const documents: Readonly<Record<string, readonly [title: string, schema: z.ZodType]>> = {
  'environment.schema.json': ['Spec of an environment (environments/<env>.yaml)', environmentSpecSchema],
  'spec-blob.schema.json': ['Spec that a revision names', specBlobSchema],
  'release-config.schema.json': ['Config of a release', releaseConfigSchema],
  'revision.schema.json': ['Revision of an environment', revisionSchema],
  'state.schema.json': ['State of an environment', environmentStateSchema],
  'report.schema.json': ['Report of a deploy', deployReportSchema],
  'plan.schema.json': ['Plan of a promotion or rollback', planDocumentSchema],
  'can-promote.schema.json': ['Answer of `towpath can-promote`', promotionAnswerSchema],
  'can-remove.schema.json': ['Answer of `towpath can-remove`', removalAnswerSchema],
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
