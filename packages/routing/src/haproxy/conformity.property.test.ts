import { describeWith, haproxy } from '@towpath/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RouteRequest } from '../request-target.ts'
import { type RouteOutcome, resolveRoute, statusOfOutcome } from '../resolve.ts'
import type { RouteTable } from '../route-table.ts'
import { verifySocket } from './settings.ts'
import { callH1, H2Client, keepAliveAgent, type TrialAnswer } from './testing/trial-client.ts'
import { TrialHaproxy } from './testing/trial-haproxy.ts'
import { startGrpc, startHttp, type TrialInstance } from './testing/trial-instances.ts'
import { requests, tables } from './testing/trial-scenario.ts'

type Request = RouteRequest & { readonly protocol: 'http' | 'grpc' }

describeWith([haproxy], 'HAProxy with any table', () => {
  let proxy: TrialHaproxy
  const http: TrialInstance[] = []
  const grpc: TrialInstance[] = []

  beforeAll(async () => {
    proxy = await TrialHaproxy.start()
    for (let n = 0; n < 12; n += 1) http.push(await startHttp())
    for (let n = 0; n < 8; n += 1) grpc.push(await startGrpc())
  })

  afterAll(async () => {
    for (const instance of [...http, ...grpc]) await instance[Symbol.asyncDispose]()
    await proxy[Symbol.asyncDispose]()
  })

  it.each([
    ['by runtime commands', { reload: false, runs: 60 }],
    ['by a reload', { reload: true, runs: 6 }],
  ])(
    'that it got %s answers any request as the reference does',
    async (_how, { reload, runs }) => {
      const ports = { http: http.map(({ port }) => port), grpc: grpc.map(({ port }) => port) }
      await fc.assert(
        fc.asyncProperty(tables(ports), fc.array(requests, { minLength: 40, maxLength: 60 }), async (table, asked) => {
          await proxy.prepare(table, { reload })
          await compareAll(table, asked.slice(0, 15), { path: verifySocket(proxy.settings.socketFolder) })
          await proxy.commit()
          await compareAll(table, asked, { port: proxy.port })
          expect(await proxy.differences()).toEqual([])
        }),
        { numRuns: runs, endOnFailure: true, interruptAfterTimeLimit: 60_000 },
      )
    },
    120_000,
  )
})

type Place = { readonly port: number } | { readonly path: string }

async function compareAll(table: RouteTable, asked: readonly Request[], place: Place): Promise<void> {
  await using client = await H2Client.open(place)
  const agent = keepAliveAgent()
  try {
    for (const request of asked) {
      const outcome = resolveRoute(table, request)
      const answers = [
        await askH2(client, request),
        ...(request.protocol === 'http' ? [await askH1(place, agent, request)] : []),
      ]
      for (const answer of answers)
        expect(whatOf(answer), JSON.stringify({ request, answer })).toEqual(expected(table, outcome, answer))
    }
  } finally {
    agent.destroy()
  }
}

function askH1(place: Place, agent: ReturnType<typeof keepAliveAgent>, { path, authority, acceptVersion }: Request) {
  return callH1({
    ...('path' in place ? { socketPath: place.path } : place),
    agent,
    path,
    headers: { host: authority ?? '127.0.0.1', ...versionHeader(acceptVersion) },
  })
}

function askH2(client: H2Client, { path, authority, acceptVersion, protocol }: Request): Promise<TrialAnswer> {
  const headers = { ':path': path, ':authority': authority ?? '127.0.0.1', ...versionHeader(acceptVersion) }
  if (protocol === 'http') return client.call(headers)
  return client.call({ ...headers, 'content-type': 'application/grpc+proto', te: 'trailers' }, Buffer.alloc(5))
}

function versionHeader(version: string | null): Record<string, string> {
  return version === null ? {} : { 'accept-version': version }
}

function whatOf({ status, port, path, prefix, version, body }: TrialAnswer) {
  if (port !== null) return { status, port, path, prefix, version }
  const { error, available }: { error: string; available?: string[] } = JSON.parse(body)
  return { status, error, available, version }
}

/** Of several endpoints any one may have answered. */
function expected(table: RouteTable, outcome: RouteOutcome, { port }: TrialAnswer) {
  const refused = { status: statusOfOutcome(outcome), version: null }
  switch (outcome.outcome) {
    case 'routed': {
      const [only] = outcome.releases
      const endpoint = only?.endpoints.find((one) => one.port === port) ?? only?.endpoints[0]
      const version = only?.release.split('@')[1] ?? null
      return { status: 200, port: endpoint?.port, path: outcome.path, prefix: outcome.prefix, version }
    }
    case 'malformed':
      return { ...refused, error: 'bad-request', available: undefined }
    case 'unknown-service':
      return Object.hasOwn(table.services, outcome.service)
        ? { ...refused, error: 'no-http', available: undefined }
        : { ...refused, error: 'service-unknown', available: outcome.services }
    case 'unknown-range': {
      const looksLikeVersion = /^(?:[~^=]?\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z.-]+)?|v\d+(?:-\d+){0,2})$/.test(outcome.range)
      return looksLikeVersion
        ? { ...refused, error: 'version-not-live', available: outcome.versions }
        : {
            ...refused,
            error: 'range-not-compiled',
            available: Object.keys(table.services[outcome.service]?.routes ?? {}),
          }
    }
    case 'nothing-live':
      return {
        ...refused,
        error: 'no-release',
        available: table.services[outcome.service]?.versions,
        protocol: undefined,
      }
  }
}
