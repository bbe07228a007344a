import { findFreeBlock } from '../embedded/free-block.ts'

/** An environment's address, then those of its instances. */
const portsOfEach = 10

/** Blocks of free ports for dev and staging. Each begins with the address's. */
export async function findOwnPorts(): Promise<{ readonly dev: number; readonly staging: number }> {
  const first = await findFreeBlock(2 * portsOfEach)
  return { dev: first, staging: first + portsOfEach }
}

/** An example's spec with ports that nobody else on this machine has: all else stays as it is written. */
export function withOwnPorts(spec: string, first: number): string {
  return spec
    .replace(/port: \d+/, `port: ${first}`)
    .replace(/ports: [\d-]+/, `ports: ${first + 1}-${first + portsOfEach - 1}`)
}
