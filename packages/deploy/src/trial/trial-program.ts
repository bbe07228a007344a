/**
 * The program of trial services, by what their folder's `mode.json` says:
 *
 *     health     status of /healthz; "late" answers 503 for `lateMs` first
 *     exitMs     ends by itself after so long, counted in `STATE/starts` when it has a state folder
 *     ignore     does not listen at its port
 *     asked      a folder: listens once that has a file named by its port
 *
 * `/` tells version and instance, `/environment` its variables, `/dependency/<NAME>` asks what that variable names, `/slow` takes 300 ms,
 * `/files/<path>` reads from TOWPATH_CONFIG_DIR, and an upgrade makes a socket that stays open.
 */
export const serviceProgram = `
const { createServer, get } = require('node:http')
const { appendFileSync, existsSync, readFileSync, statSync } = require('node:fs')
const { env } = require('node:process')
const mode = JSON.parse(readFileSync('mode.json', 'utf8'))
const { PORT, HOST, TOWPATH_VERSION: version, TOWPATH_INSTANCE: instance, TOWPATH_CONFIG_DIR, TOWPATH_STATE_DIR } = env
const startedAt = Date.now()
if (mode.state) appendFileSync(TOWPATH_STATE_DIR + '/data/starts', version + '\\n')
if (mode.say) console.log(mode.say)
if (mode.exitMs !== undefined) setTimeout(() => process.exit(3), mode.exitMs)
const sick = () => mode.health === 'late' ? Date.now() - startedAt < mode.lateMs : (mode.health ?? 200) >= 400
const server = createServer((asked, answer) => {
  const { pathname } = new URL(asked.url, 'http://here')
  const json = (value) => answer.end(JSON.stringify(value))
  if (pathname === '/healthz') { answer.statusCode = sick() ? 503 : 200; return answer.end('health') }
  if (pathname === '/environment') return json(env)
  if (pathname === '/slow') return setTimeout(() => json({ version, instance }), 300)
  if (pathname.startsWith('/files/')) {
    const file = TOWPATH_CONFIG_DIR + pathname.slice('/files'.length)
    return json({ text: readFileSync(file, 'utf8'), mode: (statSync(file).mode & 0o777).toString(8) })
  }
  if (pathname.startsWith('/dependency/')) {
    const target = env[pathname.slice('/dependency/'.length)]
    get(target.startsWith('http') ? target + '/' : 'http://' + target + '/', (from) => {
      answer.statusCode = from.statusCode
      from.pipe(answer)
    }).on('error', (error) => { answer.statusCode = 599; answer.end(String(error)) })
    return
  }
  if (mode.state && pathname === '/starts') return answer.end(readFileSync(TOWPATH_STATE_DIR + '/data/starts'))
  json({ version, instance })
})
server.keepAliveTimeout = 60_000
server.on('upgrade', (asked, socket) => {
  socket.write('HTTP/1.1 101 Switching Protocols\\r\\nConnection: Upgrade\\r\\nUpgrade: websocket\\r\\n\\r\\n')
  socket.on('error', () => {})
})
const listen = () => {
  if (mode.asked && !existsSync(mode.asked + '/' + PORT)) setTimeout(listen, 20)
  else server.listen(Number(PORT), HOST)
}
if (mode.ignore || PORT === undefined) setInterval(() => {}, 1000)
else listen()
process.once('SIGTERM', () => {
  server.close(() => process.exit(0))
  server.closeIdleConnections()
  setTimeout(() => process.exit(0), 400).unref()
})
`
