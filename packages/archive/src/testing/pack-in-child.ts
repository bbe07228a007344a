import { packArchive } from '../pack/pack-archive.ts'
import { mostMemoryKiB } from './memory.ts'

/** Arguments: umask (octal), folder, archive, file index. Prints the result, the time and the most memory that it held. */
const [umask = '', folder = '', archive = '', files = ''] = process.argv.slice(2)
process.umask(Number.parseInt(umask, 8))
const startedAt = performance.now()
const packed = await packArchive({
  folder,
  include: ['**'],
  compression: 'gzip',
  modifiedAt: new Date('2026-01-02T03:04:05Z'),
  target: { archive, files },
})
const durationMs = Math.round(performance.now() - startedAt)
console.log(JSON.stringify({ ...packed, durationMs, mostMemoryKiB: mostMemoryKiB() }))
