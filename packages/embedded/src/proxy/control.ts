import { join } from 'node:path'
import { EmbeddedFault } from '../fault.ts'
import { askControl, Unanswered } from '../socket/control-client.ts'
import type { UnitDefinition } from '../supervisor/unit.ts'
import { type ProxySettings, proxyPaths } from './settings.ts'

/** Asks the proxy of a folder; a proxy that does not answer is a fault. */
export async function askProxy(
  folder: string,
  request: { readonly verb: string; readonly [argument: string]: unknown },
): Promise<unknown> {
  try {
    return await askControl(proxyPaths(folder).control, request)
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error
    throw new EmbeddedFault(
      'proxy-unreachable',
      {
        where: `The proxy of ${folder}`,
        expected: 'an answer',
        found: error.message,
        fix: 'Look at its unit and its log',
      },
      { retryable: true, cause: error },
    )
  }
}

/** The unit document of a proxy: run by the newest node and program, replaced without a gap by `unit replace`. */
export function planProxyUnit(options: {
  readonly host: string
  readonly name: string
  readonly folder: string
  readonly logFile: string
  readonly drainSeconds: ProxySettings['drainSeconds']
}): UnitDefinition {
  return {
    schema: 1,
    name: options.name,
    host: options.host,
    command: ['{node}', '{program}', 'proxy', options.folder],
    workingDirectory: options.folder,
    environment: {},
    logFile: options.logFile,
    // Its own drain ends first.
    stopSeconds: options.drainSeconds + 5,
    restartSeconds: 0.2,
    startLimit: { burst: 20, seconds: 60 },
    handoverSocket: join(options.folder, 'control.sock'),
  }
}
