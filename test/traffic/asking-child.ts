import { get } from '../embedded/client.ts'

/** `<url> <headers as JSON>`: one GET, whose answer it says as JSON. For a network that only a process of its own is in. */
const [url = '', headers = '{}'] = process.argv.slice(2)
process.stdout.write(JSON.stringify(await get(url, { headers: JSON.parse(headers) })))
