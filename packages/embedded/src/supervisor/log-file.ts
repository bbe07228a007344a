import { closeSync, copyFileSync, openSync, readSync, statSync, truncateSync } from 'node:fs'
import { systemCode } from '../fault.ts'

/**
 * Copies a log that has grown too big to `<path>.1` and empties it. The process writes on through the descriptor that it has (append mode);
 * what it writes between copy and truncation is lost, which is the price of needing nothing from the program.
 */
export function rotateLog(path: string, limitBytes: number): void {
  try {
    if (statSync(path).size <= limitBytes) return
    copyFileSync(path, `${path}.1`)
    truncateSync(path)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
  }
}

const longestTailBytes = 64 * 1024

/** The last lines of a log, oldest first; none when there is no log. */
export function readLogTail(path: string, lines: number): readonly string[] {
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
  try {
    const size = statSync(path).size
    const buffer = Buffer.alloc(Math.min(size, longestTailBytes))
    const length = readSync(descriptor, buffer, 0, buffer.length, size - buffer.length)
    const text = buffer.toString('utf8', 0, length).replace(/\n$/, '')
    return text === '' || lines === 0 ? [] : text.split('\n').slice(-lines)
  } finally {
    closeSync(descriptor)
  }
}
