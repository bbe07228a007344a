/** `<url>`: uses a WebSocket until the other side closes it. Says each answer, and in the end when it was closed, a line each as JSON. */
const [url = ''] = process.argv.slice(2)
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)
const socket = new WebSocket(url)
const timer = setInterval(() => {
  if (socket.readyState === WebSocket.OPEN) socket.send('hello')
}, 100)
socket.addEventListener('message', ({ data }) => say({ version: String(data) }))
socket.addEventListener('close', ({ code }) => {
  clearInterval(timer)
  say({ closed: code, at: new Date().toISOString() })
})
