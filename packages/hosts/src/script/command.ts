import type { Host, RunOptions, ScriptResult } from '../host.ts'
import { HostFault, isScriptFaultCode, scriptFaults } from '../host-fault.ts'
import type { HostScript } from './host-script.ts'
import { RecordReader } from './record-reader.ts'

/** A script with what it reads and how its answer is understood. */
export interface HostCommand<Result> {
  readonly script: HostScript
  readonly stdin?: RunOptions['stdin']
  readonly parse: (records: RecordReader) => Result
}

/** The exit code with which a script refuses; its last line then is `fault <code> <text>`. */
const refusal = 65

/**
 * Runs a command and reads its answer.
 * @throws HostFault with the script's own code when it refuses, `disk-full`, `script-failed` for any other end,
 * `output-unreadable` when the answer is not what the script writes.
 */
export async function runCommand<Result>(
  host: Host,
  command: HostCommand<Result>,
  options: Omit<RunOptions, 'stdin'> = {},
): Promise<Result> {
  const { script, stdin, parse } = command
  const result = await host.run(script, stdin === undefined ? options : { ...options, stdin })
  const subject = `Host ${host.name} (${host.address}), script ${script.name}`
  if (result.exitCode !== 0) throw faultOf(subject, result)
  const records = new RecordReader(subject, result.stdout)
  const value = parse(records)
  records.end()
  return value
}

function faultOf(subject: string, result: ScriptResult): HostFault {
  const [kind, code = '', text = ''] = result.stdout.trimEnd().split('\n').at(-1)?.split('\t') ?? []
  if (result.exitCode === refusal && kind === 'fault' && isScriptFaultCode(code)) {
    const { retryable, fix } = scriptFaults[code]
    return new HostFault(code, { where: subject, expected: expectations[code], found: text, fix }, { retryable })
  }
  const lines = result.stderr.trimEnd().split('\n').slice(-5).join(' | ')
  if (/No space left on device|Disk quota exceeded/.test(result.stderr)) {
    const { fix } = scriptFaults['disk-full']
    return new HostFault('disk-full', { where: subject, expected: expectations['disk-full'], found: lines, fix })
  }
  return new HostFault('script-failed', {
    where: subject,
    expected: 'exit 0',
    found: `exit ${result.exitCode}: ${lines}`,
  })
}

const expectations: Record<keyof typeof scriptFaults, string> = {
  'lock-busy': 'the host-wide lock to become free',
  'fence-outdated': 'a fence at least as high as the highest seen there',
  'revision-foreign': 'the revision that was last deployed there to be the one that was seen',
  'staging-missing': 'a package that was prepared',
  'stream-broken': 'a whole stream of gzip',
  'content-wrong': 'exactly the files of the index',
  'disk-full': 'room on the disk',
  'ports-exhausted': 'a free port in the range of the host group',
  'unit-failed': 'the unit to obey',
  'host-file-missing': 'a file with a secret on the host',
  'user-missing': 'the user that `infrastructure.config.user` names',
  'input-wrong': 'data that the script understands',
}
