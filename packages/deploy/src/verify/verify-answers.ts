import { Fault } from '@towpath/fault'
import { DeployFault } from '../deploy-fault.ts'
import type { ProxyAnswer, ProxyRequest } from '../proxies/proxy.ts'
import { type Expectation, renderRequest } from './expectations.ts'

export interface Questioning {
  /** Who is asked, for messages. */
  readonly name: string
  readonly ask: (request: ProxyRequest) => Promise<ProxyAnswer>
  readonly pause: (milliseconds: number) => Promise<void>
}

const trials = 40
const pauseMs = 50

/** Asks until every expectation holds, each for at most two seconds. Fault: `proxy-wrong`. */
export async function verifyAnswers(expectations: readonly Expectation[], questioning: Questioning): Promise<void> {
  await Promise.all(expectations.map((expectation) => verifyOne(expectation, questioning)))
}

async function verifyOne(expectation: Expectation, { name, ask, pause }: Questioning): Promise<void> {
  for (let left = trials; ; left -= 1) {
    const answer = await ask(expectation.request).catch((error: unknown) => {
      throw error instanceof Fault ? error : unanswered(name, expectation, error)
    })
    if (isExpected(answer, expectation)) return
    if (left <= 1) throw wrong(name, expectation, answer)
    await pause(pauseMs)
  }
}

/** A service may answer its health path as it likes; what counts is that this version answered, and not with a server's error. */
function isExpected(answer: ProxyAnswer, { version }: Expectation): boolean {
  return answer.version === version && answer.status < 500
}

/** A timeout says of itself nothing about who was silent. */
function unanswered(where: string, { service, version, request }: Expectation, cause: unknown): DeployFault {
  const found = `no answer: ${cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause)}`
  return new DeployFault(
    'proxy-wrong',
    {
      where: `${where}, ${renderRequest(request)}`,
      expected: `${service} ${version} to answer`,
      found,
      fix: `Look at the log of ${service} ${version}`,
    },
    { cause, retryable: true },
  )
}

function wrong(
  where: string,
  { service, version, request }: Expectation,
  { status, version: found, body }: ProxyAnswer,
): DeployFault {
  return new DeployFault('proxy-wrong', {
    where: `${where}, ${renderRequest(request)}`,
    expected: `${service} ${version} to answer`,
    found: `${status}${found === null ? '' : ` from ${found}`}${body === '' ? '' : `: ${body.slice(0, 200)}`}`,
    fix: `Look at the log of ${service} ${version}`,
  })
}
