import { setTimeout as sleep } from 'node:timers/promises'

/** Rejects when a client does not get this version from there, soon after the deploy. */
export async function verifyVersion(urls: readonly string[], version: string): Promise<void> {
  for (const url of urls) {
    let answer = ''
    for (let attempt = 0; attempt < 20 && answer !== version; attempt += 1) {
      if (attempt > 0) await sleep(50)
      answer = await ask(url)
    }
    if (answer !== version) throw new Error(`${url} answers ${answer}, not ${version}`)
  }
}

async function ask(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) })
    return response.ok ? (await response.text()).trim() : `${response.status}`
  } catch (cause) {
    return String(cause)
  }
}
