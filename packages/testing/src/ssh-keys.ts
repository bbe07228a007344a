import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A key that ssh-keygen made. */
export interface MadeKey {
  readonly file: string
  readonly privateKey: string
  /** `ssh-ed25519 AAAA…` */
  readonly publicKey: string
  readonly fingerprint: string
}

interface Signed {
  readonly text: string
  readonly signature: string
  readonly allowedSigners: string
  readonly namespace?: string
  /** `20270131Z`; now where it is not given. */
  readonly at?: string
}

const namespaceOfRevisions = 'towpath-revision'

/** Keys in a temporary folder, and what the real ssh-keygen says of signatures. */
export class SshKeys {
  readonly #folder = mkdtempSync(join(tmpdir(), 'towpath-keys-'));

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  make(name: string, { type = 'ed25519', passphrase = '' } = {}): MadeKey {
    const file = join(this.#folder, name)
    execFileSync('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-C', `${name} of acme`, '-f', file])
    const [, fingerprint = ''] = execFileSync('ssh-keygen', ['-lf', file], { encoding: 'utf8' }).split(' ')
    const publicKey = readFileSync(`${file}.pub`, 'utf8').split(' ').slice(0, 2).join(' ')
    return { file, privateKey: readFileSync(file, 'utf8'), publicKey, fingerprint }
  }

  sign(text: string, { file }: MadeKey, { namespace = namespaceOfRevisions, hash = 'sha512' } = {}): string {
    const options = ['-Y', 'sign', '-f', file, '-n', namespace, '-O', `hashalg=${hash}`]
    return execFileSync('ssh-keygen', options, { input: text, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] })
  }

  /** Whether ssh-keygen takes it as signed by `identity`. */
  accepts(
    identity: string,
    { text, signature, allowedSigners, namespace = namespaceOfRevisions, at }: Signed,
  ): boolean {
    const [signers, sig] = [join(this.#folder, 'allowed_signers'), join(this.#folder, 'signature')]
    writeFileSync(signers, allowedSigners)
    writeFileSync(sig, signature)
    const options = ['-Y', 'verify', '-f', signers, '-I', identity, '-n', namespace, '-s', sig]
    const time = at === undefined ? [] : ['-O', `verify-time=${at}`]
    const { status, error } = spawnSync('ssh-keygen', [...options, ...time], { input: text, stdio: 'pipe' })
    if (error !== undefined) throw error
    return status === 0
  }
}
