import { digestSchema, nameSchema, rangeSchema, timeSchema, versionSchema } from '@towpath/descriptor'
import { z } from 'zod'

const portSchema = z.int().min(1).max(65_535)

const protocolSchema = z.enum(['http', 'grpc', 'tcp'])

const instanceFields = {
  /** `<env>_<service>_<version>_<release8>@<host>`, with `#2` for a second one on that host. */
  id: z.string().min(1),
  version: versionSchema,
  release8: z.string().regex(/^[0-9a-f]{8}$/),
  host: nameSchema,
  ip: z.string().min(1),
  /** By the provide's name. */
  ports: z.record(nameSchema, portSchema),
  /** By the provide's name; empty for a worker. */
  protocols: z.record(nameSchema, protocolSchema),
  unit: z.string(),
  line: rangeSchema,
  isDefault: z.boolean(),
  /** Not wanted any more: it runs on because a proxy that is out of reach may still send to it. */
  isLeaving: z.literal(true).optional(),
  /** Digest of the descriptor. */
  descriptor: digestSchema,
  /** Digest of the config blob. */
  config: digestSchema,
  /** Number of the revision that it was last seen running for. */
  revision: z.int(),
  /** Fence of the deploy that saw it last. */
  fence: z.int(),
  /** End of the deploy that saw it first. */
  validFrom: timeSchema,
  /** End of the deploy that saw it last. */
  healthSeenAt: timeSchema,
}

export const instanceRecordSchema = z.strictObject({ ...instanceFields, validTo: z.null() })

/** An instance that runs. */
export type InstanceRecord = z.infer<typeof instanceRecordSchema>

/** A line of inventory/history/<yyyy-mm>.ndjson. */
export const closedRecordSchema = z.strictObject({
  schema: z.literal(1),
  service: nameSchema,
  ...instanceFields,
  /** End of the deploy that stopped it, or no longer found it. */
  validTo: timeSchema,
})

/** An instance that ran in [validFrom, validTo). */
export type ClosedRecord = z.infer<typeof closedRecordSchema>

/** inventory/services/<service>.json */
export const serviceRecordSchema = z.strictObject({
  schema: z.literal(1),
  environment: nameSchema,
  service: nameSchema,
  revision: z.int(),
  fence: z.int(),
  /** Set for a service that Towpath does not deliver; it has no instances then. */
  external: z.strictObject({ version: versionSchema, endpoints: z.array(z.string()) }).nullable(),
  /** Ranges that other releases declare for it, sorted: with the forms of its versions, what the proxies can serve. */
  declaredRanges: z.array(rangeSchema),
  /** Sorted by id. */
  instances: z.array(instanceRecordSchema),
})

export type ServiceRecord = z.infer<typeof serviceRecordSchema>

/** inventory/proxies.json: where clients find the environment. */
export const proxiesRecordSchema = z.strictObject({
  schema: z.literal(1),
  environment: nameSchema,
  revision: z.int(),
  fence: z.int(),
  /** IPv4 address without prefix length, the port, and the domain of authorities if it has one. */
  vip: z.string(),
  port: portSchema,
  domain: z.string().nullable(),
  prereleases: z.enum(['exclude', 'include']),
  routeTable: digestSchema.nullable(),
  verifiedThrough: z.enum(['vip', 'host']).nullable(),
  seenAt: timeSchema,
  proxies: z.array(
    z.strictObject({ host: nameSchema, outcome: z.string(), table: digestSchema.nullable(), holdsVip: z.boolean() }),
  ),
})

export type ProxiesRecord = z.infer<typeof proxiesRecordSchema>
