import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { openPackageStore } from './open.ts'
import type { Digest } from './package-store.ts'

/**
 * Run by the contract suite as `node contract-child.ts <store url> <bytes>`: pushes and pulls one generated blob and prints the
 * process's greatest resident size in KiB and the bytes that came back. Generated, so that nothing but the store holds them.
 */
const [url = '', size = '0'] = process.argv.slice(2)
const sizeBytes = Number(size)
// One buffer for all chunks: what grows is then the store's own.
const block = Buffer.from(createHash('sha512').update('towpath').digest('hex').repeat(512))

function* generate(): Generator<Buffer> {
  for (let left = sizeBytes; left > 0; left -= block.length) yield block.subarray(0, left)
}

const hash = createHash('sha256')
for (const chunk of generate()) hash.update(chunk)
const digest: Digest = `sha256:${hash.digest('hex')}`
const store = openPackageStore(url)
await store.push({
  name: 'large',
  version: '1.0.0',
  config: { mediaType: 'application/vnd.towpath.descriptor.v1+json', bytes: Buffer.from('{}') },
  layers: [
    {
      mediaType: 'application/octet-stream',
      digest,
      sizeBytes,
      open: () => Readable.from(generate(), { objectMode: false }),
    },
  ],
  annotations: {},
})
let pulledBytes = 0
for await (const chunk of await store.pull('large', digest, sizeBytes)) pulledBytes += chunk.length
await store.close()
// Not ru_maxrss: Linux carries the parent's over into a child, so it would be the test runner's.
const greatestKiB = Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
process.stdout.write(JSON.stringify({ pulledBytes, greatestKiB }))
