import { type Digest, digestOfDocument, nameSchema, versionSchema } from '@towpath/descriptor'
import { z } from 'zod'
import type { RouteTable } from './route-table.ts'
import { RoutingFault } from './routing-fault.ts'
import { verifyRouteTable } from './verify.ts'

const portSchema = z.int().min(1).max(65_535)

const protocolSchema = z.enum(['http', 'grpc', 'tcp'])

const weightedReleaseSchema = z.strictObject({ release: z.string(), weight: z.int().min(1) })

const endpointSchema = z.strictObject({ instance: z.string().min(1), address: z.string().min(1), port: portSchema })

const routedServiceSchema = z.strictObject({
  provides: z.record(nameSchema, protocolSchema),
  default: z.array(weightedReleaseSchema),
  routes: z.record(z.string().min(1), z.array(weightedReleaseSchema)),
  versions: z.array(versionSchema),
})

const routedReleaseSchema = z.strictObject({
  service: nameSchema,
  version: versionSchema,
  endpoints: z.record(nameSchema, z.array(endpointSchema)),
  health: z.record(nameSchema, z.string()).exactOptional(),
})

/** The document; `parseRouteTable` also checks what holds between its parts. */
export const routeTableSchema: z.ZodType<RouteTable> = z.strictObject({
  schema: z.literal(1),
  environment: nameSchema,
  services: z.record(nameSchema, routedServiceSchema),
  authorities: z.record(
    z.string().min(1),
    z.strictObject({ service: nameSchema, range: z.string().min(1).nullable() }),
  ),
  releases: z.record(z.string(), routedReleaseSchema),
  listeners: z.array(
    z.strictObject({ address: z.string().min(1), port: portSchema, service: nameSchema, range: z.string().min(1) }),
  ),
})

/**
 * A route table from its JSON text.
 * @param source what to call the text in a fault: a path, a host's name
 * Faults: `table-invalid`, `table-inconsistent`, `listener-conflict`.
 */
export function parseRouteTable(text: string, source: string): RouteTable {
  const parsed = routeTableSchema.safeParse(parseJson(text, source))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw invalid(source, issue?.path.join('.') ?? '', issue?.message ?? 'no route table')
  }
  verifyRouteTable(parsed.data)
  return parsed.data
}

/** Digest of its canonical JSON: equal tables have equal digests on every machine. */
export function routeTableDigest(table: RouteTable): Digest {
  return digestOfDocument(table)
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new RoutingFault(
      'table-invalid',
      { where: source, expected: 'a route table in JSON', found: `${text.length} characters that are not JSON` },
      { cause },
    )
  }
}

function invalid(source: string, path: string, message: string): RoutingFault {
  return new RoutingFault('table-invalid', {
    where: path === '' ? source : `${source} ${path}`,
    expected: 'a route table of schema 1',
    found: message,
    fix: 'Deploy again: the table is compiled anew from the revision',
  })
}
