import { type Descriptor, isReservedVariable, variablePart } from '@towpath/descriptor'

/** The variables that tell a process of one of its dependencies. */
export const dependencyVariables = {
  url: (dependency: string) => `TOWPATH_${variablePart(dependency)}_URL`,
  address: (dependency: string) => `TOWPATH_${variablePart(dependency)}_ADDRESS`,
  config: (dependency: string, key: string) => `TOWPATH_${variablePart(dependency)}_${variablePart(key)}`,
} as const

/** Variables that Towpath and OpenTelemetry set; a config key of such a name is refused. */
export function isReserved(variable: string): boolean {
  return isReservedVariable(variable) || reserved.has(variable)
}

const reserved = new Set(['OTEL_SERVICE_NAME', 'OTEL_RESOURCE_ATTRIBUTES', 'OTEL_EXPORTER_ZIPKIN_ENDPOINT'])

/** Variables that carry ports, by variable with the provide's name. */
export function portVariables(descriptor: Descriptor): ReadonlyMap<string, string> {
  return new Map(Object.entries(descriptor.provides ?? {}).map(([name, provide]) => [provide.port, name]))
}
