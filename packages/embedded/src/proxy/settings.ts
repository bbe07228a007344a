import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { Fields } from '../document/fields.ts'
import { EmbeddedFault } from '../fault.ts'

/** `proxy.json` of a proxy folder. */
export interface ProxySettings {
  readonly schema: 1
  /** An IP address of this machine. */
  readonly address: string
  readonly port: number
  /** How long requests, streams and WebSockets may last when their instance or this proxy goes. Default 30. */
  readonly drainSeconds: number
  /** From the end of a request to the beginning of its answer, else 504. Default 300. */
  readonly responseSeconds: number
}

export interface ProxyPaths {
  readonly folder: string
  readonly settings: string
  readonly table: string
  readonly prepared: string
  /** Symbolic link to the newest process's socket. */
  readonly control: string
  readonly verify: string
}

export function proxyPaths(folder: string): ProxyPaths {
  return {
    folder,
    settings: join(folder, 'proxy.json'),
    table: join(folder, 'table.json'),
    prepared: join(folder, 'prepared.json'),
    control: join(folder, 'control.sock'),
    verify: join(folder, 'verify.sock'),
  }
}

function parseProxySettings(value: unknown, where: string): ProxySettings {
  const fields = new Fields(value, where, 'proxy-invalid')
  const settings: ProxySettings = {
    schema: 1,
    address: fields.text('address'),
    port: fields.integer('port', { min: 1, max: 65_535 }),
    drainSeconds: fields.seconds('drainSeconds', 30),
    responseSeconds: fields.seconds('responseSeconds', 300),
  }
  if (isIP(settings.address) === 0) throw fields.problem('address', 'an IP address', settings.address)
  fields.integer('schema', { min: 1, max: 1 })
  fields.end()
  return settings
}

export function readProxySettings(paths: ProxyPaths): ProxySettings {
  try {
    return parseProxySettings(JSON.parse(readFileSync(paths.settings, 'utf8')), paths.settings)
  } catch (error) {
    if (error instanceof EmbeddedFault) throw error
    const explanation = { where: paths.settings, expected: 'the settings of a proxy', found: String(error) }
    throw new EmbeddedFault('proxy-invalid', explanation, { cause: error })
  }
}
