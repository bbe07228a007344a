import { createReadStream } from 'node:fs'
import { archiveMediaTypes } from '../media-type.ts'
import { selectFromArchive } from '../select-from-archive.ts'
import { verifyArchive } from '../verify-archive.ts'
import { mostMemoryKiB } from './memory.ts'

/** Arguments: archive, file index. Verifies, then selects everything, and prints the most memory that it held. */
const [archive = '', files = ''] = process.argv.slice(2)
const verified = await verifyArchive({ archive: createReadStream(archive), files: createReadStream(files) })
const all = selectFromArchive({
  archive: createReadStream(archive),
  mediaType: archiveMediaTypes.gzip,
  wanted: () => true,
})
let selectedBytes = 0
for await (const bytes of all) selectedBytes += bytes.length
console.log(JSON.stringify({ ...verified, selectedBytes, mostMemoryKiB: mostMemoryKiB() }))
