import { readFile } from 'node:fs/promises'
import { runOrFail } from './command.ts'

export interface Key {
  /** OpenSSH's own text. */
  readonly privateText: string
  /** `ssh-ed25519 AAAA…` */
  readonly publicText: string
}

/** Makes an ed25519 key at `file` and `file`.pub. */
export async function generateKey(file: string): Promise<Key> {
  await runOrFail('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', file])
  return { privateText: await readFile(file, 'utf8'), publicText: (await readFile(`${file}.pub`, 'utf8')).trim() }
}
