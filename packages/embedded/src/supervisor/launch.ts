import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { readJson } from '../document/document.ts'
import { asObject } from '../document/fields.ts'
import { allowedEnvironment } from '../process/environment.ts'
import { parseEnvironmentFile } from '../process/environment-file.ts'
import { tokenVariable } from '../process/group.ts'
import type { Unit } from './unit.ts'

export interface LaunchContext {
  /** Stands for `{program}`. */
  readonly program: string
  /** run/node.json, in which the newest step says where its node is. */
  readonly nodeRecord: string
}

/** What a unit's process is: also how a proxy starts its own successor. */
export interface Launch {
  readonly command: readonly string[]
  readonly workingDirectory: string
  readonly environment: Readonly<Record<string, string>>
  readonly logFile: string
}

/**
 * The node that the newest step named, unless it is gone; else the one that runs this. That file can be gone too (a runner that updates itself
 * replaces its own), but the kernel keeps it while it runs, and gives it to a child by the last of these names.
 */
function currentNode(nodeRecord: string, own: string): string {
  const node = asObject(readJson(nodeRecord))?.['node']
  const names = [...(typeof node === 'string' ? [node] : []), own]
  return names.find((name) => existsSync(name)) ?? '/proc/self/exe'
}

/** Reads the environment file, so it throws when that is missing or malformed. */
export function planLaunch(unit: Unit, token: string, context: LaunchContext, ownNode = process.execPath): Launch {
  const file = unit.environmentFile
  const secrets = file === undefined ? {} : parseEnvironmentFile(readFileSync(file, 'utf8'), file)
  return {
    command: unit.command.map((part) => {
      if (part === '{node}') return currentNode(context.nodeRecord, ownNode)
      return part === '{program}' ? context.program : part
    }),
    workingDirectory: unit.workingDirectory,
    environment: {
      ...allowedEnvironment(),
      ...unit.environment,
      ...secrets,
      [tokenVariable]: token,
    },
    logFile: unit.logFile,
  }
}

/**
 * Starts a process that outlives this one: own session, no stdin, output straight to the log file. `inherited` are
 * descriptors that it gets as 3, 4, …
 */
export function launch(plan: Launch, inherited: readonly number[] = []): ChildProcess {
  const [program, ...given] = plan.command
  if (program === undefined) throw new TypeError('a launch without a command')
  mkdirSync(dirname(plan.logFile), { recursive: true })
  const log = openSync(plan.logFile, 'a', 0o640)
  try {
    return spawn(program, given, {
      cwd: plan.workingDirectory,
      env: { ...plan.environment },
      detached: true,
      stdio: ['ignore', log, log, ...inherited],
    })
  } finally {
    closeSync(log)
  }
}
