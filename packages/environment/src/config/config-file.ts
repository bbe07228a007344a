import { EnvironmentFault } from '../fault.ts'

const placeholder = /\$?\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g

/** The names that a template needs, sorted, each once. `$${NAME}` is none: it stands for the text `${NAME}`. */
export function namesInTemplate(template: string): readonly string[] {
  const found = [...template.matchAll(placeholder)]
    .filter(([whole]) => !whole.startsWith('$$'))
    .map(([, name = '']) => name)
  return [...new Set(found)].sort()
}

/**
 * The text of a config file: each `${NAME}` becomes its value, as it is, `$${NAME}` becomes `${NAME}`. Whatever else has
 * a `$` (`${server.port:8080}` of another program, `$1`) stays as written. Values are never read as templates again.
 * Throws `config-invalid` naming all names that `values` has not.
 */
export function renderConfigFile(template: string, values: Readonly<Record<string, string>>): string {
  const unknown = namesInTemplate(template).filter((name) => !Object.hasOwn(values, name))
  if (unknown.length > 0) {
    throw new EnvironmentFault('config-invalid', {
      where: 'The template of a config file',
      expected: 'only names of config and dependencies',
      found: unknown.map((name) => `\`\${${name}}\``).join(', '),
      fix: 'Give the value in `config`, or write `$${NAME}` for the text itself',
    })
  }
  return template.replace(placeholder, (whole, name: string) =>
    whole.startsWith('$$') ? whole.slice(1) : (values[name] ?? whole),
  )
}
