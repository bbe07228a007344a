import { type MetadataStore, openMetadataStore } from '@towpath/metadata-store'
import { openPackageStore, type PackageStore, type PackageStoreOptions } from '@towpath/package-store'
import type { StepIo } from '@towpath/step-io'
import type { StepCall, StepName } from './step.ts'
import { StepFault } from './step-fault.ts'

type StoreInputs = 'metadata-store' | 'package-store' | 'token'

/** The metadata store that the inputs name. Its credentials: `metadata-token`, else `token`. */
export function openMetadata<Name extends StepName>(call: StepCall<Name>): Promise<MetadataStore> {
  return openMetadataAt(textOf(call, 'metadata-store'), call, credentialsOf(call, 'metadata-token'))
}

/** The metadata store at a URL, for a step or for a command of the terminal. */
export function openMetadataAt(
  url: string,
  { io, clock, signal }: Pick<StepCall<StepName>, 'io' | 'clock' | 'signal'>,
  token: string | null,
): Promise<MetadataStore> {
  return openMetadataStore(url, {
    now: clock,
    random: Math.random,
    sleep: (milliseconds) => pause(milliseconds, signal),
    environment: io.environment,
    workspace: io.context.workspace,
    ...(io.context.repositoryUrl !== null && { repositoryUrl: io.context.repositoryUrl }),
    ...(token !== null && { token }),
  })
}

/** The package store that the inputs name. Its credentials: `package-token`, else `token`. */
export function openPackages<Name extends StepName>(
  call: StepCall<Name>,
  limits: NonNullable<PackageStoreOptions['limits']> = {},
): PackageStore {
  return openPackagesAt(textOf(call, 'package-store'), credentialsOf(call, 'package-token'), limits)
}

/** The package store at a URL, for a step or for a command of the terminal. Credentials: a token, or `user:password`. */
export function openPackagesAt(
  url: string,
  credentials: string | null,
  limits: NonNullable<PackageStoreOptions['limits']> = {},
): PackageStore {
  const isPair = credentials?.includes(':') === true
  return openPackageStore(lowerCased(url), {
    limits,
    ...(credentials !== null && (isPair ? { userPassword: credentials } : { token: credentials })),
  })
}

/** Who only looks what is there does not wait for a registry as who needs its bytes. */
const patience = { attempts: 2, idleMs: 10_000 }

/** The package store to look into, where the inputs name one; from a terminal they need not. */
export function openNamedPackages<Name extends StepName>(call: StepCall<Name>): PackageStore | null {
  return call.inputs.text('package-store') === null ? null : openPackages(call, patience)
}

/** Registries take lower case only, and GitHub's owners may have capitals. A folder's name stays as it is. */
function lowerCased(url: string): string {
  return url.startsWith('oci://') ? url.toLowerCase() : url
}

function textOf<Name extends StepName>({ inputs, io }: StepCall<Name>, name: StoreInputs): string {
  const text = inputs.text(name)
  if (text !== null) return text
  throw new StepFault('input-missing', {
    where: `Input \`${name}\``,
    expected:
      name === 'metadata-store'
        ? '`git:<remote or path>#<prefix>`'
        : '`oci://<registry>/<namespace>` or `oci-layout:<folder>`',
    found: 'nothing',
    fix: io.context.job === null ? `Give \`--${name}\`` : `Give \`${name}\` to the step`,
  })
}

/** A store's own credentials, else `token`. */
function credentialsOf<Name extends StepName>({ io, inputs }: StepCall<Name>, own: string): string | null {
  const credentials = io.input(own) ?? inputs.text('token')
  if (credentials !== null) maskCredentials(io, credentials)
  return credentials
}

/** From here on no log shows them, nor the password of a pair alone. */
export function maskCredentials(io: StepIo, credentials: string): void {
  const password = credentials.slice(credentials.indexOf(':') + 1)
  for (const secret of new Set([credentials, password])) io.mask(secret)
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        reject(signal.reason)
      },
      { once: true },
    )
  })
}
