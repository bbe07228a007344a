import type { Host, HostAddress } from '@towpath/hosts'
import { askGrpcThroughHost } from '../health/grpc-over-host.ts'
import { getThroughHost } from '../health/http-over-host.ts'
import type { ProxyAnswer, ProxyRequest } from '../proxies/proxy.ts'

const timeoutMs = 5000

/** Asks a proxy as a client of the request's protocol does, through a connection made from the host. */
export async function askThroughHost(
  host: Pick<Host, 'connect'>,
  address: HostAddress,
  { protocol, ...request }: ProxyRequest,
): Promise<ProxyAnswer> {
  const ask = protocol === 'grpc' ? askGrpcThroughHost : getThroughHost
  const { status, headers, body } = await ask(host, address, { ...request, timeoutMs })
  const version = headers['towpath-version']
  return { status, version: typeof version === 'string' ? version : null, body }
}
