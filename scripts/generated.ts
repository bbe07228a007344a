import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ActionContract, readActionContracts } from './action-contracts.ts'

export type GeneratedFiles = Readonly<Record<string, string>>

/** Every file that is generated from another one, by its path in the repository. What is written and what is checked. */
export function generateFiles(root: string): GeneratedFiles {
  const contracts = readActionContracts(root)
  return {
    'packages/steps/src/contracts.ts': renderContracts(contracts),
    ...Object.fromEntries(
      contracts
        .filter(({ step }) => step !== 'deliver')
        .map((contract) => [`${contract.folder}/README.md`, renderReadme(root, contract)]),
    ),
  }
}

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
