import { readFileSync } from 'node:fs'

/**
 * The most memory that this program held. `ru_maxrss` won't do: Linux carries the parent's over into a child, so a test
 * would measure its own runner.
 */
export function mostMemoryKiB(): number {
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  if (kibibytes === undefined) throw new Error('/proc/self/status has no VmHWM.')
  return Number(kibibytes)
}
