import type { EntryHead } from '../file-entry.ts'

export const blockBytes = 512
/** From here on a size has no room in the header's octal field. */
const sizeInPax = 8 ** 11

/** Where a ustar header has its fields: POSIX.1-2017, pax, "ustar Interchange Format". */
export const field = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  linkname: [157, 100],
  magic: [257, 8],
  devmajor: [329, 8],
  devminor: [337, 8],
} as const

const typeOf = { file: '0', symlink: '2', directory: '5' } as const
/** Stands in the name and linkname of a header whose real ones are in the pax records before it. */
const inPax = 'PaxHeader'

/**
 * The one way to write an entry's header blocks: ustar with owner 0 and no names; a path or target that is longer than
 * 100 bytes or not ASCII, or a size from 8 GiB, stands in pax records before it. `modifiedAt` in whole seconds since 1970.
 */
export function renderTarHeader(entry: EntryHead, modifiedAt: number): Buffer {
  const size = entry.kind === 'file' ? entry.size : 0
  const target = entry.kind === 'symlink' ? entry.target : ''
  let records = ''
  if (!fits(target)) records += paxRecord('linkpath', target)
  if (!fits(entry.path)) records += paxRecord('path', entry.path)
  if (size >= sizeInPax) records += paxRecord('size', String(size))
  const mode = entry.kind === 'file' ? entry.mode : entry.kind === 'symlink' ? '0777' : '0755'
  const header = block({
    name: fits(entry.path) ? entry.path : inPax,
    mode,
    size: size >= sizeInPax ? 0 : size,
    modifiedAt,
    type: typeOf[entry.kind],
    linkname: fits(target) ? target : inPax,
  })
  if (records === '') return header
  const pax = Buffer.from(records)
  const paxHeader = block({ name: inPax, mode: '0644', size: pax.length, modifiedAt, type: 'x', linkname: '' })
  return Buffer.concat([paxHeader, pax, zeros.subarray(0, paddingAfter(pax.length)), header])
}

const zeros = Buffer.alloc(2 * blockBytes)
/** The end of an archive: two blocks of zeros. */
export const endOfTar: Buffer = zeros

/** Zero bytes that fill the last block of a content of this size: 0 to 511. */
export function paddingAfter(sizeBytes: number): number {
  return (blockBytes - (sizeBytes % blockBytes)) % blockBytes
}

/** Zero bytes to write behind a content of this size. */
export function padding(sizeBytes: number): Buffer {
  return zeros.subarray(0, paddingAfter(sizeBytes))
}

/** Sum over a header block, its checksum field counted as spaces. */
export function checksumOf(header: Uint8Array): number {
  let sum = 8 * 0x20
  for (let index = 0; index < field.checksum[0]; index++) sum += header[index] ?? 0
  for (let index = field.type[0]; index < blockBytes; index++) sum += header[index] ?? 0
  return sum
}

function fits(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII, all of it
  return text.length <= 100 && /^[\x00-\x7f]*$/.test(text)
}

interface Fields {
  readonly name: string
  readonly mode: string
  readonly size: number
  readonly modifiedAt: number
  readonly type: string
  readonly linkname: string
}

function block(fields: Fields): Buffer {
  // From Buffer's pool: 200,000 allocations of their own would be felt.
  const header = Buffer.allocUnsafe(blockBytes).fill(0)
  header.write(fields.name, field.name[0], 'latin1')
  header.write(`000${fields.mode}\0`, field.mode[0], 'latin1')
  header.write('0000000\0', field.uid[0], 'latin1')
  header.write('0000000\0', field.gid[0], 'latin1')
  header.write(`${octal(fields.size, 11)}\0`, field.size[0], 'latin1')
  header.write(`${octal(fields.modifiedAt, 11)}\0`, field.mtime[0], 'latin1')
  header.write(fields.type, field.type[0], 'latin1')
  header.write(fields.linkname, field.linkname[0], 'latin1')
  header.write('ustar\x0000', field.magic[0], 'latin1')
  header.write('0000000\0', field.devmajor[0], 'latin1')
  header.write('0000000\0', field.devminor[0], 'latin1')
  header.write(`${octal(checksumOf(header), 6)}\0 `, field.checksum[0], 'latin1')
  return header
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0')
}

/** `<length> <key>=<value>\n`, where the length counts itself. */
function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`)
  let length = rest + 1
  while (String(length).length + rest !== length) length = String(length).length + rest
  return `${length} ${key}=${value}\n`
}
