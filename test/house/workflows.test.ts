import { type ActionsMetadataProvider, registerLogger, validate } from '@actions/languageservice'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { z } from 'zod'
import { readActionContracts } from '../../scripts/action-contracts.ts'
import { readTracked, root, trackedFiles } from './tracked-files.ts'

const silent = (): void => undefined
registerLogger({ error: silent, warn: silent, info: silent, log: silent })

const workflows = trackedFiles('.github/workflows/*.yml', 'workflows-examples/*.yml')
const actions = trackedFiles('action.yml', 'actions/*/action.yml')
type ActionMetadata = NonNullable<Awaited<ReturnType<ActionsMetadataProvider['fetchActionMetadata']>>>

const ours = new Map(readActionContracts(root).map(({ folder, metadata }) => [folder, metadata]))

/** Actions of others that our workflows use, with the inputs that these give. */
const others: Readonly<Record<string, readonly string[]>> = {
  'actions/checkout': ['fetch-depth', 'persist-credentials', 'ref', 'repository', 'path', 'token'],
}

const actionsMetadataProvider: ActionsMetadataProvider = {
  async fetchActionMetadata({ owner, name, path }) {
    if (owner === 'acme' && name === 'towpath') return metadataOfOurs(path ?? '.')
    const inputs = others[`${owner}/${name}`]?.map((input) => [input, { description: input }])
    return inputs && { name, description: name, inputs: Object.fromEntries(inputs) }
  },
}

function metadataOfOurs(folder: string): ActionMetadata | undefined {
  const metadata = ours.get(folder)
  const inputs = Object.entries(metadata?.inputs ?? {}).map(([name, { description, required, default: value }]) => [
    name,
    // A default makes a required input one that may be absent.
    { description, required: required && value === undefined },
  ])
  return metadata && { name: metadata.name, description: metadata.description, inputs: Object.fromEntries(inputs) }
}

describe('workflows and actions', () => {
  it('are all looked at', () => {
    expect(workflows.length).toBeGreaterThanOrEqual(2)
    expect(actions.length).toBe(11)
  })

  it.each([...workflows, ...actions])('%s is what GitHub takes', async (file) => {
    expect(await problems(file)).toEqual([])
  })
})

async function problems(file: string): Promise<readonly string[]> {
  const document = TextDocument.create(`file:///${file}`, 'yaml', 1, readTracked(file))
  const found = await validate(document, { actionsMetadataProvider })
  return found.map(({ range, message }) => `${file}:${range.start.line + 1}:${range.start.character + 1} ${message}`)
}

describe('the project’s own workflows', () => {
  it.each(trackedFiles('.github/workflows/*.yml'))('%s pins what it uses, and asks for little', (file) => {
    const text = readTracked(file)
    const used = [...text.matchAll(/uses: (\S+)(.*)$/gm)].map(([, what = '', comment = '']) => `${what}${comment}`)
    expect(used.filter((one) => !/^(\.\/|[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$)/.test(one))).toEqual([])
    expect(text).toMatch(/^permissions:\n {2}contents: read$/m)
    expect(text).not.toMatch(/pull_request_target|write-all/)
  })
})

describe('the examples', () => {
  it('use steps that there are', () => {
    const used = trackedFiles('workflows-examples/*.yml').flatMap((file) =>
      [...readTracked(file).matchAll(/uses: acme\/towpath\/?([\w/-]*)@/g)].map((match) => match[1] || '.'),
    )
    expect(used).toContain('.')
    expect(used.filter((folder) => !ours.has(folder))).toEqual([])
  })
  it.each(trackedFiles('workflows-examples/*.yml'))(
    '%s gives a secret to deploy alone, and of its environment',
    (file) => {
      const { jobs, ...workflow } = workflowSchema.parse(load(readTracked(file)))
      const given = Object.values(jobs).flatMap(({ steps = [], ...job }) => [
        job,
        ...steps.filter((step) => !isDeploy(job, step)),
      ])
      expect([workflow, ...given].filter((part) => JSON.stringify(part).includes('secrets.'))).toEqual([])
    },
  )
})

const jobSchema = z.looseObject({
  environment: z.unknown().optional(),
  steps: z.array(z.looseObject({ uses: z.string().optional() })).optional(),
})
const workflowSchema = z.looseObject({ jobs: z.record(z.string(), jobSchema) })

function isDeploy({ environment }: { environment?: unknown }, { uses }: { uses?: string | undefined }): boolean {
  return environment !== undefined && uses === 'acme/towpath/actions/deploy@v1'
}
