import { readFileSync } from 'node:fs'
import { Fields } from '../document/fields.ts'
import { EmbeddedFault } from '../fault.ts'

/** A process that the supervisor keeps running, as the JSON file that says so. */
export interface Unit {
  readonly schema: 1
  /** Unique in its host's tree; letters, digits and `_ - . : @ #`, at most 241. */
  readonly name: string
  readonly host: string
  /** `{node}` is the node that the newest step brought, `{program}` the supervisor's own file. */
  readonly command: readonly string[]
  readonly workingDirectory: string
  readonly environment: Readonly<Record<string, string>>
  /** Mode 0600, systemd's quoting; read at every start; wins over `environment`. */
  readonly environmentFile?: string
  /** Gets stdout and stderr. */
  readonly logFile: string
  /** At this size the log is copied to `<logFile>.1` and begun again. Default 10 MiB. */
  readonly logBytes: number
  /** From SIGTERM to SIGKILL. Default 10. */
  readonly stopSeconds: number
  /** From a death to the next start. Default 1. */
  readonly restartSeconds: number
  /** More starts than `burst` in `seconds` and the unit has failed. Default 5 in 60. */
  readonly startLimit: { readonly burst: number; readonly seconds: number }
  /** Control socket of a program that can hand over its listeners to its successor (`unit replace`). */
  readonly handoverSocket?: string
}

/** As a caller may write it: what has a default may be absent. */
export type UnitDefinition = Omit<Unit, 'logBytes' | 'stopSeconds' | 'restartSeconds' | 'startLimit'> &
  Partial<Pick<Unit, 'logBytes' | 'stopSeconds' | 'restartSeconds' | 'startLimit'>>

const namePattern = /^[A-Za-z0-9][A-Za-z0-9_.:@#-]{0,240}$/

/**
 * Checks a unit document and fills in the defaults. `where` names it in faults. Keys that it does not know are refused unless
 * `lenient`: for a record of a newer program, whose units must be looked after all the same.
 */
export function parseUnit(value: unknown, where: string, { lenient = false }: { lenient?: boolean } = {}): Unit {
  const fields = new Fields(value, where, 'unit-invalid')
  fields.integer('schema', { min: 1, max: 1 })
  const environmentFile = fields.has('environmentFile') ? fields.absolutePath('environmentFile') : undefined
  const handoverSocket = fields.has('handoverSocket') ? fields.absolutePath('handoverSocket') : undefined
  const unit: Unit = {
    schema: 1,
    name: fields.text('name', namePattern, 'letters, digits and _ - . : @ #, at most 241'),
    host: fields.text('host', namePattern, 'letters, digits and _ - . : @ #, at most 241'),
    command: parseCommand(fields),
    workingDirectory: fields.absolutePath('workingDirectory'),
    environment: fields.has('environment') ? fields.textMap('environment') : {},
    ...(environmentFile === undefined ? {} : { environmentFile }),
    logFile: fields.absolutePath('logFile'),
    logBytes: fields.integer('logBytes', { min: 1024, max: 2 ** 40, default: 10 * 1024 * 1024 }),
    stopSeconds: fields.seconds('stopSeconds', 10),
    restartSeconds: fields.seconds('restartSeconds', 1),
    startLimit: parseStartLimit(fields, where),
    ...(handoverSocket === undefined ? {} : { handoverSocket }),
  }
  if (!lenient) fields.end()
  return unit
}

function parseCommand(fields: Fields): readonly string[] {
  const command = fields.texts('command')
  if (command.length === 0 || command[0] === '') throw fields.problem('command', 'a program and its arguments', command)
  return command
}

function parseStartLimit(fields: Fields, where: string): Unit['startLimit'] {
  if (!fields.has('startLimit')) return { burst: 5, seconds: 60 }
  const limit = new Fields(fields.value('startLimit'), `${where} startLimit`, 'unit-invalid')
  const parsed = { burst: limit.integer('burst', { min: 1, max: 1000 }), seconds: limit.seconds('seconds', 60) }
  limit.end()
  return parsed
}

export function readUnit(path: string): Unit {
  try {
    return parseUnit(JSON.parse(readFileSync(path, 'utf8')), path)
  } catch (error) {
    if (error instanceof EmbeddedFault) throw error
    throw new EmbeddedFault(
      'unit-invalid',
      { where: path, expected: 'a unit document', found: String(error) },
      { cause: error },
    )
  }
}
