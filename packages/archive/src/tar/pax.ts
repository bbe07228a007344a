import { damaged } from '../archive-fault.ts'

/** The keys that `renderTarHeader` writes. */
export interface PaxRecords {
  readonly path?: string
  readonly linkpath?: string
  readonly size?: number
}

/** Records are `<length> <key>=<value>\n`; the length counts the whole record, in bytes. */
export function parsePaxRecords(bytes: Buffer): PaxRecords {
  const found = new Map<string, string>()
  let offset = 0
  while (offset < bytes.length) {
    const space = bytes.indexOf(0x20, offset)
    const length = space === -1 ? Number.NaN : Number(bytes.toString('latin1', offset, space))
    const record = bytes.subarray(space + 1, offset + length)
    const equals = record.indexOf(0x3d)
    if (!Number.isInteger(length) || offset + length > bytes.length || equals < 1 || record.at(-1) !== 0x0a) {
      throw damaged('pax records of the form `<length> <key>=<value>`', 'something else')
    }
    found.set(record.toString('latin1', 0, equals), decodeText(record.subarray(equals + 1, -1)))
    offset += length
  }
  const { path, linkpath, size } = Object.fromEntries(found)
  return {
    ...(path === undefined ? {} : { path }),
    ...(linkpath === undefined ? {} : { linkpath }),
    ...(size === undefined ? {} : { size: Number(size) }),
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch (cause) {
    throw damaged('paths in UTF-8', 'other bytes', cause)
  }
}
