import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { GithubFault } from './github-fault.ts'
import { isJobOver } from './job.ts'

const job = { repository: 'acme/shop', run: '4711', attempt: 2, runner: 'runner 1' }
const token = 'ghs_0123456789abcdefSECRET'

let server: Server | undefined
afterEach(async () => {
  server?.closeAllConnections()
  server?.close()
  if (server !== undefined) await once(server, 'close')
  server = undefined
})

/** A GitHub that answers every request so, and notes what it is asked. */
async function github(status: number, body: unknown): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = []
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const at = server.address()
  return { url: `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}`, asked }
}

function jobs(...list: (readonly [runner: string | null, status: string])[]): unknown {
  return { total_count: list.length, jobs: list.map(([runner_name, status]) => ({ runner_name, status })) }
}

async function faultOf(work: Promise<unknown>): Promise<GithubFault> {
  const fault = await work.catch((cause: unknown) => cause)
  if (fault instanceof GithubFault) return fault
  throw new Error('expected a fault')
}

describe('a job', () => {
  it.each([
    ['is over when all that its runner got in that attempt has completed', jobs(['runner 1', 'completed']), true],
    [
      'is not over while its runner works on one',
      jobs(['runner 1', 'completed'], ['runner 1', 'in_progress'], [null, 'queued']),
      false,
    ],
    ['is not over because others are', jobs(['runner 2', 'completed']), false],
    ['is not over where its attempt has no jobs', jobs(), false],
  ])('%s', async (_, body, over) => {
    const { url, asked } = await github(200, body)
    expect(await isJobOver(job, token, url)).toBe(over)
    expect(asked).toEqual([`GET /repos/acme/shop/actions/runs/4711/attempts/2/jobs?per_page=100 token ${token}`])
  })

  it.each([
    ['is forbidden to say', 403, false],
    ['knows no such run, or shows it not to this token', 404, false],
    ['does not know the token', 401, false],
    ['is out of order', 502, true],
    ['is asked too often', 429, true],
  ])('is unknown when GitHub %s', async (_, status, retryable) => {
    const { url } = await github(status, { message: 'no' })
    const fault = await faultOf(isJobOver(job, token, url))
    expect(fault).toMatchObject({ code: 'job-unknown', retryable })
    expect(fault.message).toContain('actions: read')
    expect(`${fault.message} ${JSON.stringify(fault)}`).not.toContain(token)
  })

  it('is unknown when nobody answers', async () => {
    const fault = await faultOf(isJobOver(job, token, 'http://127.0.0.1:9'))
    expect(fault).toMatchObject({ code: 'job-unknown', retryable: true })
  })
})
