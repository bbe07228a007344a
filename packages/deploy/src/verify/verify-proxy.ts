import { DeployFault } from '../deploy-fault.ts'
import type { ProxyAnswer, ReverseProxy } from '../proxies/proxy.ts'
import type { Expectation } from './expectations.ts'

/** Asks a proxy by its prepared table until every expectation holds, or the time is over. */
export async function verifyProxy(
  proxy: ReverseProxy,
  expectations: readonly Expectation[],
  options: { tries: number; pause: () => Promise<void> },
): Promise<void> {
  for (const expectation of expectations) await verifyOne(proxy, expectation, options)
}

async function verifyOne(
  proxy: ReverseProxy,
  expectation: Expectation,
  { tries, pause }: { tries: number; pause: () => Promise<void> },
): Promise<void> {
  for (let left = tries; ; left -= 1) {
    const answer = await proxy.ask(expectation.request)
    if (isExpected(answer, expectation)) return
    if (left <= 1) throw wrong(`Proxy on ${proxy.host}`, expectation, answer)
    await pause()
  }
}

/** A service may answer its health path as it likes; what counts is that this version answered, and not with a server's error. */
export function isExpected(answer: ProxyAnswer, { version }: Expectation): boolean {
  return answer.version === version && answer.status < 500
}

export function wrong(
  where: string,
  { service, version, request }: Expectation,
  { status, version: found, body }: ProxyAnswer,
): DeployFault {
  return new DeployFault('proxy-wrong', {
    where: `${where}, ${request.path}`,
    expected: `${service} ${version} to answer`,
    found: `${status}${found === null ? '' : ` from ${found}`}: ${body.slice(0, 200)}`,
  })
}
