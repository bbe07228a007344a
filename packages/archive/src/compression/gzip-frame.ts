/** RFC 1952: deflate, no flags, no time, no hint of the level, operating system unknown. */
export const gzipHeader: Buffer = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])
export const gzipTrailerBytes = 8

/** CRC-32 and length (modulo 2^32) of what was compressed. */
export function renderGzipTrailer(crc: number, length: number): Buffer {
  const trailer = Buffer.alloc(gzipTrailerBytes)
  trailer.writeUInt32LE(crc, 0)
  trailer.writeUInt32LE(length % 2 ** 32, 4)
  return trailer
}
