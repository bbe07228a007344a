import { type Descriptor, variablePart } from '@towpath/descriptor'

/** The variables that tell a process of one of its dependencies. */
export const dependencyVariables = {
  url: (dependency: string) => `TOWPATH_${variablePart(dependency)}_URL`,
  address: (dependency: string) => `TOWPATH_${variablePart(dependency)}_ADDRESS`,
  config: (dependency: string, key: string) => `TOWPATH_${variablePart(dependency)}_${variablePart(key)}`,
} as const

/** Variables that carry ports, by variable with the provide's name. */
export function portVariables(descriptor: Descriptor): ReadonlyMap<string, string> {
  return new Map(Object.entries(descriptor.provides ?? {}).map(([name, provide]) => [provide.port, name]))
}
