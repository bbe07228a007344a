import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import seeds from '@sigstore/tuf/seeds.json' with { type: 'json' }
import { renderJsonSchemas as renderDescriptorSchemas } from '@towpath/descriptor'
import { renderJsonSchemas as renderEnvironmentSchemas } from '@towpath/environment'
import { z } from 'zod'
import { type ActionContract, readActionContracts } from './action-contracts.ts'

export type GeneratedFiles = Readonly<Record<string, string>>

/** Every file that is generated from another one, by its path in the repository. What is written and what is checked. */
export function generateFiles(root: string): GeneratedFiles {
  const contracts = readActionContracts(root)
  return {
    'packages/steps/src/contracts.ts': renderContracts(contracts),
    'packages/github/src/attestation/trusted-root.ts': renderTrustedRoot(),
    ...renderSchemas(),
    ...Object.fromEntries(
      contracts
        .filter(({ step }) => step !== 'deliver')
        .map((contract) => [`${contract.folder}/README.md`, renderReadme(root, contract)]),
    ),
  }
}

/** Of the seed of Sigstore's client only what verifying needs: the rest is of other hosts. */
function renderTrustedRoot(): string {
  const { targets } = seeds['https://tuf-repo-cdn.sigstore.dev']
  const root: unknown = JSON.parse(Buffer.from(targets['trusted_root.json'], 'base64').toString('utf8'))
  return [
    '// Generated from `@sigstore/tuf` by `npm run build`.',
    '',
    "/** Sigstore's public certificates and logs, as protobuf's JSON of a `TrustedRoot`. */",
    `export const trustedRoot = ${JSON.stringify(root, null, 2)} as const`,
    '',
  ].join('\n')
}

/** An `$id` relative to where the file was read from: whoever uses Towpath has a repository of its own for it. */
function renderSchemas(): GeneratedFiles {
  const schemas = { ...renderDescriptorSchemas(''), ...renderEnvironmentSchemas('') }
  const names = Object.keys(schemas).sort()
  const rows = names.map((name) => row([`[${name}](${name})`, titleOf(schemas[name] ?? '').replaceAll('<', '\\<')]))
  return {
    ...Object.fromEntries(names.map((name) => [`docs/schemas/${name}`, schemas[name] ?? ''])),
    'docs/schemas/README.md': `${schemasIntroduction}\n\n${[row(['schema', 'of']), row(['---', '---']), ...rows].join('\n')}\n`,
  }
}

const titleOf = (schema: string): string => z.object({ title: z.string() }).parse(JSON.parse(schema)).title

const schemasIntroduction = `# JSON Schemas

Generated from the code that reads the documents, by \`npm run build\`. Three are for files that people write. An editor with a YAML language server completes and
checks those when their first line says where the schema is, as a path or URL:

\`\`\`yaml
# yaml-language-server: $schema=<path or URL of>/docs/schemas/towpath.schema.json
\`\`\`

The others describe what Towpath stores, for programs that read it. A schema says the form of a document; what one value means for another, such as a port that clashes
with a config key, only the steps check.`

function renderContracts(contracts: readonly ActionContract[]): string {
  const entries = contracts.map(({ step, metadata }) => {
    const inputs = Object.entries(metadata.inputs).map(([name, input]) => [
      name,
      { description: input.description, required: input.required, default: input.default ?? '' },
    ])
    const outputs = Object.entries(metadata.outputs).map(([name, output]) => [name, output.description])
    return [
      step,
      { description: metadata.description, inputs: Object.fromEntries(inputs), outputs: Object.fromEntries(outputs) },
    ]
  })
  return [
    '// Generated from action.yml and actions/*/action.yml by `npm run build`. Edit those.',
    '',
    '/** Inputs and outputs of every step, as its action.yml says. */',
    `export const contracts = ${JSON.stringify(Object.fromEntries(entries), null, 2)} as const`,
    '',
  ].join('\n')
}

/** The part between the marks is generated; what people write around it stays. */
function renderReadme(root: string, { folder, metadata }: ActionContract): string {
  const text = readFileSync(join(root, folder, 'README.md'), 'utf8')
  const [start, end] = ['<!-- inputs and outputs: generated from action.yml -->', '<!-- end -->']
  const before = text.slice(0, text.indexOf(start))
  const after = text.slice(text.indexOf(end))
  if (!text.includes(start) || !text.includes(end))
    throw new Error(`${folder}/README.md lacks the marks ${start} … ${end}`)
  return `${before}${start}\n${renderInputs(metadata)}\n\n${renderOutputs(metadata)}\n${after}`
}

function renderInputs(metadata: ActionContract['metadata']): string {
  const rows = Object.entries(metadata.inputs).map(([name, { description, required, default: value }]) =>
    row([`\`${name}\``, cell(description), required ? 'required' : value ? `\`${cell(value)}\`` : '']),
  )
  return [row(['input', 'what it is', 'default']), row(['---', '---', '---']), ...rows].join('\n')
}

function renderOutputs(metadata: ActionContract['metadata']): string {
  const rows = Object.entries(metadata.outputs).map(([name, { description }]) =>
    row([`\`${name}\``, cell(description)]),
  )
  return [row(['output', 'what it is']), row(['---', '---']), ...rows].join('\n')
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
