import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { startLoad, trafficSchema } from './load.ts'

/** `<traffic as JSON>`: goes on until its input ends, then says what came of it as JSON. For a network that only a process of its own is in. */
const [traffic = ''] = process.argv.slice(2)
const load = startLoad(z.array(trafficSchema).parse(JSON.parse(traffic)))
await text(process.stdin)
process.stdout.write(JSON.stringify(await load.end()))
