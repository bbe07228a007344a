import { Server, ServerCredentials } from '@grpc/grpc-js'
import { HealthImplementation, type ServingStatusMap } from 'grpc-health-check'

/** A real gRPC server on a free port of 127.0.0.1: with the standard health service and these statuses by service name, or with no service at all. */
export async function grpcServer(
  statuses: ServingStatusMap | null,
): Promise<AsyncDisposable & { readonly port: number }> {
  const server = new Server()
  if (statuses !== null) new HealthImplementation(statuses).addToServer(server)
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  )
  return { port, [Symbol.asyncDispose]: async () => server.forceShutdown() }
}
