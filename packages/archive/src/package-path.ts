/** Linux: PATH_MAX without its NUL, and NAME_MAX. */
const longestPathBytes = 4095
const longestNameBytes = 255

/** Why a path can't stand in a package, as a noun phrase; undefined when it can. A folder's path ends in one `/`. */
export function objectionToPath(path: string): string | undefined {
  const bare = path.endsWith('/') ? path.slice(0, -1) : path
  const text = objectionToText(bare)
  if (text !== undefined) return text
  if (bare.startsWith('/') || path === '/') return 'an absolute path'
  for (const name of bare.split('/')) {
    if (name === '') return 'an empty name in the path'
    if (name === '.' || name === '..') return `\`${name}\` in the path`
    if (Buffer.byteLength(name) > longestNameBytes) return `a name of more than ${longestNameBytes} bytes`
  }
  return undefined
}

/**
 * Why a symlink at `path` can't stand in a package; undefined when it can. `..` may only come first in the target: the
 * symlink's own folder is a real one, so going up from there is exact, and what follows only goes down. So no chain of
 * symlinks that each pass can lead out together (`a/b/s` → `../..`, then `t` → `a/b/s/../x`).
 */
export function objectionToTarget(path: string, target: string): string | undefined {
  const text = objectionToText(target)
  if (text !== undefined) return text
  if (target.startsWith('/')) return 'an absolute target'
  let depth = path.split('/').length - 1
  let wentDown = false
  for (const name of target.split('/')) {
    if (name === '' || name === '.') continue
    if (name !== '..') wentDown = true
    else if (wentDown) return '`..` behind a name in the target'
    else if (--depth < 0) return 'a target outside of the package'
  }
  return undefined
}

function objectionToText(text: string): string | undefined {
  if (text === '') return 'an empty path'
  if (!text.isWellFormed()) return 'text that is not Unicode'
  if (text.includes('\0')) return 'a NUL character'
  if (text.includes('\n')) return 'a newline'
  if (text.includes('\\')) return 'a backslash'
  return Buffer.byteLength(text) > longestPathBytes ? `a path of more than ${longestPathBytes} bytes` : undefined
}
