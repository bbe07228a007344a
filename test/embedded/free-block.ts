import { createServer } from 'node:net'

/** First of `size` neighbouring ports that are free on every address, below Linux's ephemeral range, so that no outgoing connection takes one. */
export async function findFreeBlock(size: number): Promise<number> {
  const blocks = Math.floor((32_000 - 20_000) / size)
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const first = 20_000 + Math.floor(Math.random() * blocks) * size
    const free = await Promise.all(Array.from({ length: size }, (_, at) => isFree(first + at)))
    if (free.every(Boolean)) return first
  }
  throw new Error(`no ${size} free ports in a row between 20000 and 32000`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '0.0.0.0', () => server.close(() => resolve(true)))
  })
}
