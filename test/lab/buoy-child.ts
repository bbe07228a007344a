import { createServer } from 'node:http'

/** `<address> <port>`: a service that nobody delivers, until its input ends. */
const [address = '', port = ''] = process.argv.slice(2)
const server = createServer((request, response) => {
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ service: 'buoy', version: '2.3.0', path: request.url }))
})
server.listen(Number(port), address, () => process.stdout.write('listens\n'))
process.stdin.resume().once('end', () => process.exit())
