import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { z } from 'zod'

const actionSchema = z.object({
  name: z.string(),
  description: z.string(),
  inputs: z.record(
    z.string(),
    z.object({ description: z.string(), required: z.boolean(), default: z.string().optional() }),
  ),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
  runs: z.object({ using: z.literal('node24'), main: z.string() }),
})

export type ActionMetadata = z.infer<typeof actionSchema>

export interface ActionContract {
  /** The step's name; `deliver` for the root action. */
  readonly step: string
  /** Folder of action.yml, relative to the repository. */
  readonly folder: string
  readonly metadata: ActionMetadata
}

/** Every action of this repository, by its action.yml: the source of truth for inputs and outputs. */
export function readActionContracts(root: string): readonly ActionContract[] {
  const steps = readdirSync(join(root, 'actions')).sort()
  return [{ step: 'deliver', folder: '.' }, ...steps.map((step) => ({ step, folder: `actions/${step}` }))].map(
    (action) => ({
      ...action,
      metadata: actionSchema.parse(load(readFileSync(join(root, action.folder, 'action.yml'), 'utf8'))),
    }),
  )
}
