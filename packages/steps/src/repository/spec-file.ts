import { basename, dirname, relative, resolve } from 'node:path'
import { type EnvironmentSpec, parseEnvironmentSpec, type SpecHome } from '@towpath/environment'
import type { StepIo } from '@towpath/step-io'
import { StepFault } from '../step-fault.ts'
import { readTextIfThere } from '../workspace/read-if-there.ts'
import { askGit } from './git.ts'
import { readCheckout } from './source.ts'

export interface SpecFile {
  readonly spec: EnvironmentSpec
  readonly home: SpecHome
}

/** The spec of an environment as it stands in the workspace, and where it is at home. `path` null: the usual place. */
export async function readSpecFile(environment: string, path: string | null, io: StepIo): Promise<SpecFile> {
  const { workspace } = io.context
  const spec = await readSpec(environment, path, workspace)
  return { spec, home: await readHome(resolve(workspace, path ?? usualPlace(environment)), io) }
}

/** The same without its home. Throws `file-missing`. */
export async function readSpec(environment: string, path: string | null, workspace: string): Promise<EnvironmentSpec> {
  const spec = await readSpecIfThere(environment, path, workspace)
  const named = path ?? usualPlace(environment)
  if (spec === null) {
    throw new StepFault('file-missing', {
      where: named,
      expected: `the spec of ${environment}`,
      found: 'no such file',
      fix: 'Write one (docs/schemas/environment.schema.json says how), check its repository out first, or name it with `spec`',
    })
  }
  return spec
}

/** null when there is no such file. */
export async function readSpecIfThere(
  environment: string,
  path: string | null,
  workspace: string,
): Promise<EnvironmentSpec | null> {
  const named = path ?? usualPlace(environment)
  const text = await readTextIfThere(resolve(workspace, named))
  if (text === null) return null
  const spec = parseEnvironmentSpec(text, named)
  if (spec.environment !== environment) {
    throw new StepFault('input-invalid', {
      where: `${named} environment`,
      expected: `\`${environment}\`, which the input \`environment\` names`,
      found: `\`${spec.environment}\``,
      fix: 'Name the spec of this environment with `spec`, or correct one of the two',
    })
  }
  return spec
}

function usualPlace(environment: string): string {
  return `environments/${environment}.yaml`
}

async function readHome(file: string, io: StepIo): Promise<SpecHome> {
  const folder = dirname(file)
  const ask = (...args: string[]) => askGit(folder, args, io.environment)
  const [{ source }, prefix, branch] = await Promise.all([
    readCheckout(folder, io),
    ask('rev-parse', '--show-prefix'),
    ask('symbolic-ref', '--quiet', 'HEAD'),
  ])
  return {
    repository: source.repository,
    ref: branch.ok && branch.text !== '' ? branch.text : (io.context.ref ?? 'HEAD'),
    path: prefix.ok ? `${prefix.text}${basename(file)}` : relative(io.context.workspace, file),
    commit: source.revision,
  }
}
