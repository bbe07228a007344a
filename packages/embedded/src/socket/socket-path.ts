import { closeSync, constants, openSync } from 'node:fs'
import { basename, dirname } from 'node:path'

// sun_path has 108 bytes with its closing NUL.
const longestPathBytes = 107

/**
 * A name by which a unix socket can be bound or reached whatever the length of its path: a longer one goes through an open
 * descriptor of its folder. Call `close` when the socket is bound and closed again, or connected.
 */
export function socketPath(path: string): { readonly path: string; close(): void } {
  if (Buffer.byteLength(path) <= longestPathBytes) return { path, close: () => undefined }
  const folder = openSync(dirname(path), constants.O_RDONLY | constants.O_DIRECTORY)
  let open = true
  return {
    path: `/proc/self/fd/${folder}/${basename(path)}`,
    close: () => {
      if (open) closeSync(folder)
      open = false
    },
  }
}
