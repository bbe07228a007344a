import { get } from 'node:http'
import { text } from 'node:stream/consumers'

/**
 * `<url> <bystander's url>`: asks both every 5 ms over a new connection each time, whatever became of those before, until its input ends. Says a line
 * of JSON when it has begun, and for each gap between two good answers of the first: how long it was, and the longest gap of the bystander in that time, which is what the
 * machine itself was late by.
 */
const [url = '', bystanderUrl = ''] = process.argv.slice(2)
const everyMs = 5
const worthTellingMs = 400

let lastMs: number | null = null
let bystanderMs = performance.now()
let lagMs = 0

function ask(of: string, answered: (nowMs: number) => void): void {
  const request = get(of, { agent: false, timeout: 400 }, (response) => {
    response.resume()
    response.once('error', () => undefined)
    response.once('end', () => {
      if (response.statusCode === 200) answered(performance.now())
    })
  })
  // What gets no answer is what is measured.
  request.once('timeout', () => request.destroy())
  request.once('error', () => undefined)
}

const timer = setInterval(() => {
  ask(url, (nowMs) => {
    const gapMs = nowMs - (lastMs ?? nowMs)
    const late = Math.max(lagMs, nowMs - bystanderMs)
    if (lastMs === null || gapMs > worthTellingMs) process.stdout.write(`${JSON.stringify({ gapMs, lagMs: late })}\n`)
    lastMs = nowMs
    lagMs = 0
  })
  ask(bystanderUrl, (nowMs) => {
    lagMs = Math.max(lagMs, nowMs - bystanderMs)
    bystanderMs = nowMs
  })
}, everyMs)
await text(process.stdin)
clearInterval(timer)
