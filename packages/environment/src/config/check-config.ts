import { configProblems, type Descriptor, isReservedVariable, parseConfigSchema, renderPath } from '@towpath/descriptor'
import type { Explanation } from '@towpath/fault'
import { EnvironmentFault } from '../fault.ts'
import { dependencyVariables, portVariables } from '../process/variable-names.ts'
import { hasAuthorities } from '../spec/address.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { namesInTemplate } from './config-file.ts'
import type { Origin } from './origin.ts'
import type { ReleaseConfig } from './release-config.ts'

interface ConfigToCheck {
  readonly spec: EnvironmentSpec
  readonly service: string
  readonly descriptor: Descriptor
  readonly config: ReleaseConfig
  readonly origins: ReadonlyMap<string, Origin>
  readonly secrets: readonly string[]
}

/** Throws `config-invalid` for a variable that two things want, a template that names nothing, a value that the package's schema refuses. */
export function checkConfig(checked: ConfigToCheck): void {
  const names = new VariableNames(checked)
  names.takePorts()
  names.takeDependencies()
  names.takeSecrets()
  names.takeConfig()
  checkTemplates(checked, names.forTemplates)
  checkSchema(checked)
}

/** Every variable of a process has one owner. */
class VariableNames {
  readonly forTemplates = new Set<string>()
  readonly #owners = new Map<string, string>()
  readonly #checked: ConfigToCheck

  constructor(checked: ConfigToCheck) {
    this.#checked = checked
  }

  takePorts(): void {
    for (const [provide, { port }] of Object.entries(this.#checked.descriptor.provides ?? {})) {
      this.#take(port, `the port of provide ${provide}`, `provides.${provide}.port of ${this.#package}`)
    }
  }

  takeDependencies(): void {
    const { descriptor, config, spec } = this.#checked
    for (const [name, dependency] of Object.entries(descriptor.dependencies ?? {})) {
      const where = `dependencies.${name} of ${this.#package}`
      const of = `the dependency ${name}`
      this.#own(dependencyVariables.url(name), of, where)
      this.#own(dependencyVariables.address(name), of, where)
      for (const variable of Object.keys(dependency.env ?? {})) this.#take(variable, of, `${where}, env`)
      for (const key of Object.keys(config.dependencies[name] ?? {})) {
        this.#own(dependencyVariables.config(name, key), of, this.#whereOf(`dependencies.${name}.${key}`))
        this.forTemplates.add(dependencyVariables.config(name, key))
      }
      this.forTemplates.add(dependencyVariables.url(name))
      if (hasAuthorities(spec)) this.forTemplates.add(dependencyVariables.address(name))
      for (const variable of Object.keys(dependency.env ?? {})) this.forTemplates.add(variable)
    }
  }

  takeSecrets(): void {
    for (const variable of this.#checked.secrets)
      this.#take(variable, 'a secret', `services.${this.#checked.service}.secrets`)
  }

  takeConfig(): void {
    for (const key of Object.keys(this.#checked.config.config)) {
      const where = this.#whereOf(`config.${key}`)
      this.#take(key, 'config', where)
      this.forTemplates.add(key)
    }
  }

  get #package(): string {
    return `${this.#checked.descriptor.package} ${this.#checked.descriptor.version}`
  }

  #whereOf(key: string): string {
    return this.#checked.origins.get(key)?.where ?? key
  }

  #take(variable: string, owner: string, where: string): void {
    if (isReservedVariable(variable)) {
      throw invalid({
        where: `${where}: ${variable}`,
        expected: 'a name that Towpath does not set itself',
        found: `\`${variable}\``,
      })
    }
    this.#own(variable, owner, where)
  }

  #own(variable: string, owner: string, where: string): void {
    const other = this.#owners.get(variable)
    if (other !== undefined) {
      throw invalid({
        where: `${where}: ${variable}`,
        expected: 'a name used once',
        found: `it is also the name of ${other}`,
        fix: 'Rename one of them',
      })
    }
    this.#owners.set(variable, owner)
  }
}

function checkTemplates({ descriptor, config, service }: ConfigToCheck, known: ReadonlySet<string>): void {
  const ports = portVariables(descriptor)
  for (const [file, template] of Object.entries(config.files)) {
    const unknown = namesInTemplate(template).filter((name) => !known.has(name))
    if (unknown.length === 0) continue
    const port = unknown.find((name) => ports.has(name))
    throw invalid({
      where: `Config file ${file} of ${descriptor.package} ${descriptor.version}`,
      expected: 'only names of its config and dependencies',
      found: unknown.map((name) => `\`\${${name}}\``).join(', '),
      fix:
        port === undefined
          ? `Give the value in \`services.${service}.config\`, or write \`$\${NAME}\` for the text itself`
          : `Read ${port} from the environment: a port is chosen on the host, after the file is written`,
    })
  }
}

/** The package's own schema of its config. Its text was checked by `describe`. */
function checkSchema({ descriptor, config, origins, service }: ConfigToCheck): void {
  const text = descriptor.code.config?.schema
  if (text === undefined) return
  const name = `${descriptor.package} ${descriptor.version}`
  const [problem] = configProblems(parseConfigSchema(text, `config schema of ${name}`), config.config)
  if (problem === undefined) return
  const key = renderPath(problem.path)
  const value = config.config[String(problem.path[0])]
  throw invalid({
    where: `${origins.get(`config.${key}`)?.where ?? `services.${service}.config`}: ${key}`,
    expected: `${problem.expected} (config schema of ${name})`,
    found: problem.found ?? `\`${String(value)}\``,
    ...(problem.fix === undefined ? {} : { fix: problem.fix }),
  })
}

function invalid(explanation: Explanation): EnvironmentFault {
  return new EnvironmentFault('config-invalid', explanation)
}
