import { type AllowedSigner, environmentPaths, type Signature, verifyRevisionSignature } from '@towpath/environment'
import type { StoredEnvironment } from '../environments/environment.ts'
import type { StepCall } from '../step.ts'

/** Refuses a revision that none of `signers` signed; null: nobody asks for it. Says who did. */
export async function verifyTarget(
  { io, clock }: Pick<StepCall<'deploy'>, 'io' | 'clock'>,
  environment: StoredEnvironment,
  number: number,
  signers: readonly AllowedSigner[] | null,
): Promise<void> {
  const name = `${environment.name}@${number}`
  if (signers !== null) {
    const { principals, fingerprint } = await verifySigned(environment, number, signers, clock())
    io.say(`${name} is signed by ${principals} (${fingerprint})`)
  } else if ((await readSignature(environment, number)) !== null) {
    io.say(`${name} is signed, which nobody looked at: give \`allowed-signers\` to insist on it`)
  }
}

/**
 * That a revision of the store was signed by one of `signers`. What is verified are its bytes as they are stored, once the chain of digests says that
 * they are the revision.
 */
export async function verifySigned(
  environment: StoredEnvironment,
  number: number,
  signers: readonly AllowedSigner[],
  now: Date,
  name = `${environment.name}@${number}`,
): Promise<Signature> {
  await environment.revision(number)
  const text = (await environment.snapshot.get(environmentPaths.revision(number))) ?? ''
  const signature = await readSignature(environment, number)
  return verifyRevisionSignature({ name, text, signature }, signers, now)
}

async function readSignature({ snapshot }: StoredEnvironment, number: number): Promise<string | null> {
  return (await snapshot.get(environmentPaths.signature(number))) ?? null
}
