import type { Digest } from '../digest.ts'
import { faultsOfIssues } from '../explanation/faults.ts'
import { genericExpectation } from '../explanation/generic.ts'
import { DescriptorFault, DescriptorFaults } from '../fault.ts'
import type { Manifest, Provide } from '../manifest/manifest.ts'
import { type Archive, type Descriptor, descriptorSchema, type Source } from './descriptor.ts'

export interface DescriptorParts {
  readonly manifest: Manifest
  /** The resolved version. */
  readonly version: string
  /** By target in TOWPATH_CONFIG_DIR: the text of the template. */
  readonly templates: Readonly<Record<string, string>>
  /** Text of `code.config.schema`. */
  readonly configSchema?: string
  /** By provide: its contract's path, as in the manifest, and digest. */
  readonly contracts: Readonly<Record<string, { readonly path: string; readonly digest: Digest }>>
  /** Digest of the file index. */
  readonly files: Digest
  readonly archive: Archive
  readonly notes: string
  readonly source: Source
  /** RFC 3339 UTC. */
  readonly created: string
}

/**
 * The descriptor of a built package: the manifest's keys as written, without what only building needs, `from`s resolved,
 * paths replaced by texts, nothing filled in. Throws DescriptorFault `descriptor-incomplete` when a part is missing.
 */
export function assembleDescriptor(parts: DescriptorParts): Descriptor {
  const { manifest, version, files, archive, notes, source, created } = parts
  const descriptor = {
    schema: 1,
    package: manifest.package,
    version,
    ...(manifest.kind === undefined ? {} : { kind: manifest.kind }),
    code: codeOf(parts),
    ...(manifest.provides === undefined ? {} : { provides: providesOf(manifest.provides, parts) }),
    ...(manifest.dependencies === undefined ? {} : { dependencies: manifest.dependencies }),
    ...(manifest.infrastructure === undefined ? {} : { infrastructure: manifest.infrastructure }),
    files,
    archive,
    notes,
    source,
    created,
  }
  const parsed = descriptorSchema.safeParse(descriptor, { error: genericExpectation })
  if (parsed.success) return parsed.data
  throw new DescriptorFaults(faultsOfIssues(parsed.error.issues, descriptorSchema, descriptor, incompleteAt))
}

const incompleteAt = { code: 'descriptor-incomplete', where: 'the descriptor' } as const

function codeOf({ manifest, templates, configSchema }: DescriptorParts) {
  const { run, requires, config } = manifest.code
  return {
    run,
    ...(requires === undefined ? {} : { requires }),
    ...(config === undefined ? {} : { config: configOf(config, templates, configSchema) }),
  }
}

function configOf(
  config: NonNullable<Manifest['code']['config']>,
  templates: DescriptorParts['templates'],
  configSchema: string | undefined,
) {
  return {
    ...(config.schema === undefined
      ? {}
      : { schema: configSchema ?? incomplete('code.config.schema', `the text of ${config.schema}`) }),
    ...(config.defaults === undefined ? {} : { defaults: config.defaults }),
    ...(config.files === undefined
      ? {}
      : {
          files: mapValues(
            config.files,
            (path, target) =>
              own(templates, target) ?? incomplete(`code.config.files["${target}"]`, `the text of ${path}`),
          ),
        }),
  }
}

function providesOf(
  provides: NonNullable<Manifest['provides']>,
  { contracts }: DescriptorParts,
): Record<string, Provide> {
  return mapValues(provides, (provide, name): Provide => {
    if (provide.protocol === 'tcp' || provide.contract === undefined) return withoutContract(provide)
    const { path, digest } =
      own(contracts, name) ?? incomplete(`provides.${name}.contract`, `a digest of ${provide.contract}`)
    return { ...provide, contract: { path, digest } }
  })
}

type ManifestProvide = NonNullable<Manifest['provides']>[string]

function withoutContract(provide: ManifestProvide): Provide {
  if (provide.protocol === 'tcp') return provide
  const { contract: _contract, ...rest } = provide
  return rest
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, map: (value: From, key: string) => To) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]))
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

function incomplete(where: string, expected: string): never {
  throw new DescriptorFault('descriptor-incomplete', { where, expected, found: 'none' })
}
