import {
  nameSchema,
  notYet,
  rangeSchema,
  scalarSchema,
  variableSchema,
  versionSchema,
  wholeSchema,
} from '@towpath/descriptor'
import { z } from 'zod'
import { infrastructureSettingsSchema } from './infrastructure-settings.ts'

const ipv4 = /^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?!$)|$)){4}$/

const addressSchema = z
  .string({ error: 'an address such as `10.77.0.11`' })
  .regex(/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/, {
    error: 'an IPv4 address or host name (IPv6 is not there yet), not beginning with `-`',
  })

const portSchema = z.int({ error: 'a port from 1 to 65535' }).min(1, { error: 'a port from 1 to 65535' }).max(65_535, {
  error: 'a port from 1 to 65535',
})

const domainSchema = z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/, {
  error: 'a domain such as `staging.internal`',
})

const vipSchema = z.union(
  [
    z.string().refine((text) => ipv4.test(text.replace(/\/([12]?\d|3[0-2])$/, '')), { error: 'an IPv4 address' }),
    z.strictObject({ external: z.string().regex(ipv4, { error: 'an IPv4 address' }) }),
  ],
  { error: 'an IPv4 address, with its prefix length where keepalived holds it (`10.77.0.100/24`), or `{external: …}`' },
)

/** `host:port` of something that Towpath does not deliver. */
const endpointSchema = z
  .string()
  .regex(/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?:\d{1,5}$/, { error: 'an endpoint such as `10.77.0.50:8080`' })

const portRangeSchema = z
  .string()
  .regex(/^\d{1,5}-\d{1,5}$/, { error: 'a range of ports such as `18000-18999`' })
  .refine(
    (text) => {
      const [low = 0, high = 0] = text.split('-').map(Number)
      return low >= 1 && low <= high && high <= 65_535
    },
    { error: 'a range of ports from low to high, within 1-65535' },
  )

const hostSchema = z.strictObject({ name: nameSchema, address: addressSchema })

/** Config, dependency config and infrastructure: what may be said at every level (FORMATS "Config of a release"). `null` removes. */
const settings = {
  config: z.record(variableSchema, scalarSchema.nullable()).optional(),
  dependencies: z
    .record(nameSchema, z.strictObject({ config: z.record(variableSchema, scalarSchema.nullable()).optional() }))
    .optional(),
  infrastructure: infrastructureSettingsSchema.optional(),
}

const hostGroupSchema = z.strictObject({
  connection: z.enum(['ssh', 'local'], { error: '`ssh` or `local`' }).optional(),
  root: z
    .string()
    .refine((path) => path.startsWith('/') || path.startsWith('~/'), {
      error: 'an absolute path, or one beginning with `~/`',
    })
    .optional(),
  user: z.string().min(1).optional(),
  port: portSchema.optional(),
  jump: nameSchema.optional(),
  ports: portRangeSchema.optional(),
  hosts: z.array(hostSchema).min(1, { error: 'at least one host' }),
  ...settings,
})

const secretSchema = z.union(
  [
    variableSchema,
    z.strictObject({ env: variableSchema, as: z.enum(['variable', 'file']).optional() }),
    z.strictObject({
      hostFile: z
        .string()
        .regex(/^\/[^\n\0]+$/, { error: 'an absolute path on the host such as `/etc/orders/licence`' }),
    }),
  ],
  { error: 'the name of a variable of the deploy step, `{env: NAME, as: file}` or `{hostFile: /path}`' },
)

const deliveredServiceSchema = z.strictObject({
  hostGroup: nameSchema.optional(),
  hosts: z.array(nameSchema).min(1).optional(),
  versions: z.array(rangeSchema).min(1, { error: 'at least one range' }).optional(),
  ...settings,
  lines: z.record(rangeSchema, z.strictObject(settings)).optional(),
  secrets: z.union([z.array(variableSchema), z.record(variableSchema, secretSchema)]).optional(),
  ports: z.record(nameSchema, portSchema).optional(),
  aliases: z.array(domainSchema).optional(),
})

const externalServiceSchema = z.strictObject({
  external: z.strictObject({ version: versionSchema, endpoints: z.array(endpointSchema).min(1) }),
  aliases: z.array(domainSchema).optional(),
})

export type DeliveredService = z.infer<typeof deliveredServiceSchema>
export type ExternalService = z.infer<typeof externalServiceSchema>

const serviceSchema = z.union([deliveredServiceSchema, externalServiceSchema])

const wantedPackagesSchema = z.union([z.record(nameSchema, rangeSchema), z.array(z.string().min(1))])

const wantedSetsSchema = z.record(nameSchema, z.union([versionSchema, z.array(versionSchema).min(1)]))

const gateStrengthSchema = z.enum(['off', 'warn', 'require'], { error: '`off`, `warn` or `require`' })

const strength = (what: string) => gateStrengthSchema.optional().describe(what)

const personSchema = z
  .string({ error: 'the name of a user, or `team:<name>`' })
  .regex(/^(team:[\w.-]+(\/[\w.-]+)?|[\w.-]+(\[bot\])?)$/, { error: 'the name of a user, or `team:<name>`' })

const peopleSchema = z.array(personSchema).min(1, { error: 'at least one user or team' })

const policySchema = z.strictObject({
  soakMinutes: z
    .number({ error: 'a number of minutes, at least 0' })
    .min(0, { error: 'a number of minutes, at least 0' })
    .optional()
    .describe('How long a version must have run without a break in `after` before it comes here.'),
  approvals: wholeSchema(0, 'people')
    .optional()
    .describe(
      'How many people other than the requester must agree; of those that `allowed.promote` names, if it does.',
    ),
  freeze: z
    .array(z.string({ error: 'a window such as `Fri 16:00-Mon 08:00 Europe/Berlin`' }))
    .optional()
    .describe(
      'Times in which nothing changes: `Fri 16:00-Mon 08:00 Europe/Berlin` every week, or once `2026-12-23 12:00-2027-01-02 08:00 Europe/Berlin`.',
    ),
  gates: z
    .strictObject({
      order: strength('Each version has been deployed well in `after`. Default: require.'),
      soak: strength('It ran there for `soakMinutes`. Default: require.'),
      freeze: strength('No window of `freeze` holds. Default: require.'),
      approvals: strength('As many people agreed as `approvals` says. Default: require.'),
      matrix: strength(
        'Versions that come together have been deployed well together, here or in `after`. Default: warn.',
      ),
      provenance: strength(
        "An attestation that GitHub keeps proves that a workflow of the package's own repository built it; public repositories on github.com. Default: off.",
      ),
    })
    .optional()
    .describe('How strong a gate is: off, warn, or require.'),
  allowed: z
    .strictObject({
      promote: peopleSchema.optional().describe('Who may promote. Absent: whoever may run the step.'),
      override: peopleSchema.optional().describe('Who may set a gate aside. Absent: nobody.'),
    })
    .optional()
    .describe('People by name, and teams as `team:<name>`.'),
  keepRevisions: wholeSchema(1, 'revisions').optional(),
})

/** environments/<env>.yaml (FORMATS). */
export const environmentSpecSchema = z.strictObject({
  environment: nameSchema,
  after: z.union([z.array(nameSchema), z.strictObject({ any: z.array(nameSchema).min(1) })]).optional(),
  accept: rangeSchema.optional(),
  prereleases: z.enum(['exclude', 'include'], { error: '`exclude` or `include`' }).optional(),
  address: z.strictObject({
    vip: vipSchema,
    port: portSchema,
    domain: domainSchema.optional(),
    names: z.enum(['dns', 'hosts'], { error: '`dns` or `hosts`' }).optional(),
    tls: notYet('https on the VIP'),
  }),
  proxies: z.strictObject({
    kind: z.enum(['haproxy', 'embedded'], { error: '`haproxy` or `embedded`' }).optional(),
    hostGroup: nameSchema.optional(),
    interface: z
      .string()
      .regex(/^[A-Za-z0-9._@-]{1,15}$/, { error: 'a network interface such as `eth0`' })
      .optional(),
    advertIntervalMs: wholeSchema(10, 'milliseconds').optional(),
    routerId: z
      .int({ error: 'a number from 1 to 255' })
      .min(1, { error: 'a number from 1 to 255' })
      .max(255, { error: 'a number from 1 to 255' })
      .optional(),
    unreachable: z.enum(['refuse', 'proceed'], { error: '`refuse` or `proceed`' }).optional(),
  }),
  hostGroups: z.record(nameSchema, hostGroupSchema),
  ...settings,
  services: z.record(nameSchema, serviceSchema),
  packages: wantedPackagesSchema.optional(),
  sets: wantedSetsSchema.optional(),
  observe: z.strictObject({ zipkin: z.url({ error: 'a URL such as `http://10.77.0.30:9411`' }).optional() }).optional(),
  policy: policySchema.optional(),
})

export type EnvironmentSpec = z.infer<typeof environmentSpecSchema>
export type HostGroup = z.infer<typeof hostGroupSchema>
export type Service = z.infer<typeof serviceSchema>

export function isExternal(service: Service): service is ExternalService {
  return 'external' in service
}

/** The service of that name that Towpath delivers here, or undefined. */
export function deliveredService(spec: EnvironmentSpec, name: string): DeliveredService | undefined {
  const service = Object.hasOwn(spec.services, name) ? spec.services[name] : undefined
  return service === undefined || isExternal(service) ? undefined : service
}
