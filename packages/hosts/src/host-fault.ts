import { Fault } from '@towpath/fault'

/** What can go wrong on the way to a host and on it. */
export type HostFaultCode =
  | 'connection-unsupported'
  | 'root-refused'
  | 'value-refused'
  | 'listing-refused'
  | 'script-failed'
  | 'script-timeout'
  | 'aborted'
  | 'input-broken'
  | 'output-too-long'
  | 'output-unreadable'
  | 'upload-failed'
  | 'disk-full'
  | 'connect-refused'
  | SshFaultCode
  | ScriptFaultCode

/** What can go wrong on the way by ssh. */
export type SshFaultCode =
  | 'known-hosts-wrong'
  | 'key-missing'
  | 'key-unreadable'
  | 'host-unreachable'
  | 'host-key-unknown'
  | 'host-key-changed'
  | 'authentication-failed'
  | 'sudo-refused'
  | 'shell-refused'
  | 'relay-missing'
  | 'connection-lost'

/** What a script itself refuses with (exit 65 and a `fault` record as its last line). */
export type ScriptFaultCode = keyof typeof scriptFaults

/** By code: whether the same script can succeed later with nothing changed, and what a person does about it. */
export const scriptFaults = {
  'lock-busy': { retryable: true, fix: 'Wait until the other deploy has ended, then run this one again' },
  'fence-outdated': { retryable: false, fix: 'Another run has taken the environment over; look at what it does' },
  'revision-foreign': {
    retryable: false,
    fix: 'Somebody else has deployed here meanwhile; look at the status, then run the deploy again',
  },
  'staging-missing': { retryable: false, fix: 'Run the deploy again; it prepares the package anew' },
  'stream-broken': { retryable: false, fix: 'Run the deploy again; what came is thrown away' },
  'content-wrong': { retryable: false, fix: 'The bytes are not those of the package; look at the package store' },
  'disk-full': { retryable: false, fix: 'Make room on the host, then run the deploy again' },
  'ports-exhausted': { retryable: false, fix: 'Give the host group a wider range in `ports`, or stop what holds them' },
  'unit-failed': { retryable: false, fix: 'Look at the log of the unit' },
  'host-file-missing': {
    retryable: false,
    fix: 'Put the file there, readable for the deploy user, or change `hostFile`',
  },
  'user-missing': {
    retryable: false,
    fix: 'Make the user on the host (`useradd --system NAME`), or leave `infrastructure.config.user` out',
  },
  'input-wrong': { retryable: false, fix: 'This is a defect of Towpath; please report it' },
} as const

/** A fault of a host. Its message names the host, except where the code is about a spec or a value. */
export class HostFault extends Fault<HostFaultCode> {}

export function isScriptFaultCode(code: string): code is ScriptFaultCode {
  return Object.hasOwn(scriptFaults, code)
}
