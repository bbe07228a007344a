import { text } from 'node:stream/consumers'
import { startPinging } from './pinging.ts'

/** `<url> <clients>`: pings until its input ends, then says what came of it as JSON. For a network that only a process of its own is in. */
const [url = '', clients = ''] = process.argv.slice(2)
const pings = startPinging(url, Number(clients))
await text(process.stdin)
await pings.end()
process.stdout.write(JSON.stringify({ answered: pings.answered, failures: pings.failures }))
