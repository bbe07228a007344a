import { canonicalJson } from '@towpath/descriptor'
import { deliveredService, type EnvironmentSpec } from '@towpath/environment'
import type { SecretDocument } from '@towpath/hosts'
import { DeployFault } from '../deploy-fault.ts'

/** Secrets of one service, with their values. Never logged, stored or put into arguments; hosts get them on stdin. */
export interface ServiceSecrets {
  readonly variables: Readonly<Record<string, string>>
  /** Secrets that the process gets as a file: by the variable that will name it. */
  readonly files: Readonly<Record<string, string>>
  /** Files that are on the host already: by the variable that will name what the process reads, the path there. */
  readonly hostFiles: Readonly<Record<string, string>>
}

type Environment = Readonly<Record<string, string | undefined>>

/** Looks the secrets of every service up in the step's environment. All that lack are named at once. */
export function readSecrets(spec: EnvironmentSpec, environment: Environment): Readonly<Record<string, ServiceSecrets>> {
  const lacking: string[] = []
  const secrets = Object.keys(spec.services).map(
    (service) => [service, readOfService(service, namedSecrets(spec, service), environment, lacking)] as const,
  )
  if (lacking.length === 0) return Object.fromEntries(secrets)
  throw new DeployFault('secret-missing', {
    where: 'Secrets of the deploy step',
    expected: 'a value for each variable that the spec names',
    found: `none for ${lacking.join(', ')}`,
    fix: "Set them in the step's `env:`, from the secrets of the GitHub environment",
  })
}

/**
 * The same for a revision that is only put back: a service whose secrets lack is left out. Nobody is told: most of its instances stand there
 * with the secrets that they were given, and need none.
 */
export function readSecretsAtHand(
  spec: EnvironmentSpec,
  environment: Environment,
): Readonly<Record<string, ServiceSecrets>> {
  return Object.fromEntries(
    Object.keys(spec.services).flatMap((service) => {
      const lacking: string[] = []
      const secrets = readOfService(service, namedSecrets(spec, service), environment, lacking)
      return lacking.length === 0 ? [[service, secrets]] : []
    }),
  )
}

/** By variable, where its value is; a list of names means the same names. */
function namedSecrets(spec: EnvironmentSpec, service: string): Readonly<Record<string, SecretSource>> {
  const wanted = deliveredService(spec, service)?.secrets ?? {}
  return Array.isArray(wanted) ? Object.fromEntries(wanted.map((name) => [name, name])) : wanted
}

type SecretSource =
  | string
  | { readonly env: string; readonly as?: 'variable' | 'file' | undefined }
  | { readonly hostFile: string }

function readOfService(
  service: string,
  named: Readonly<Record<string, SecretSource>>,
  environment: Environment,
  lacking: string[],
): ServiceSecrets {
  const variables: Record<string, string> = {}
  const files: Record<string, string> = {}
  const hostFiles: Record<string, string> = {}
  for (const [variable, source] of Object.entries(named)) {
    if (typeof source === 'object' && 'hostFile' in source) {
      hostFiles[variable] = source.hostFile
      continue
    }
    const { env, as = 'variable' } = typeof source === 'string' ? { env: source } : source
    const value = environment[env]
    if (value === undefined || value === '') lacking.push(`${env} (services.${service}.secrets.${variable})`)
    else if (as === 'file') files[variable] = value
    else variables[variable] = value
  }
  return { variables, files, hostFiles }
}

/**
 * What the host makes HMACs of: they stand for the values in a release's identity. A document of what the step was given, by the service's name,
 * and one for each file that is on the host, by `<service>.<variable>`. A service without secrets has none. What is only put back may stand there
 * although its files have gone (`mayLack`).
 */
export function secretDocuments(
  secrets: Readonly<Record<string, ServiceSecrets>>,
  mayLack: boolean,
): readonly SecretDocument[] {
  return Object.entries(secrets).flatMap(([service, { variables, files, hostFiles }]) => [
    ...(Object.keys(variables).length + Object.keys(files).length === 0
      ? []
      : [{ name: service, text: canonicalJson({ variables, files }) }]),
    ...Object.entries(hostFiles).map(([variable, hostFile]) => ({ name: `${service}.${variable}`, hostFile, mayLack })),
  ])
}

/** The HMACs of one service among those of `secretDocuments`, by the documents' names. */
export function hmacsOf(service: string, hmacs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(hmacs).filter(([name]) => name === service || name.startsWith(`${service}.`)),
  )
}
