import { fingerprint, type RevisionSigner } from '@towpath/environment'
import type { StepCall } from '../step.ts'
import { StepFault } from '../step-fault.ts'

/** What `signing-key` signs with; null when none is given. From here on no log shows the key or its passphrase. */
export async function readSigner(call: StepCall<'promote'> | StepCall<'rollback'>): Promise<RevisionSigner | null> {
  const { io } = call
  const [key, passphrase] = [call.inputs.text('signing-key'), call.inputs.text('signing-key-passphrase')]
  for (const secret of [key, passphrase]) if (secret !== null) io.mask(secret)
  if (key !== null) {
    // Loaded only here: most promotions sign nothing, and need no ssh.
    const { openSigningKey } = await import('@towpath/hosts')
    const signer = await openSigningKey(key, passphrase)
    io.say(`Signs with ${signer.key.type} ${fingerprint(signer.key)}`)
    return signer
  }
  if (passphrase === null) return null
  throw new StepFault('input-missing', {
    where: 'Input `signing-key`',
    expected: 'a key, as `signing-key-passphrase` is given',
    found: 'nothing',
    fix: 'Give the key too: a secret that is not there reads as nothing',
  })
}
