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
import { policySchema } from './policy.ts'

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

const hostSchema = z.strictObject({
  name: nameSchema.describe('What plans, reports and `jump` call it.'),
  address: addressSchema.describe('IPv4 address or host name at which it is reached.'),
})

/** Config, dependency config and infrastructure: what may be said at every level (FORMATS "Config of a release"). `null` removes. */
const settings = {
  config: z
    .record(variableSchema, scalarSchema.nullable())
    .optional()
    .describe(
      'Variables of the process. Levels merge by key: defaults, environment, host group, service, line; null removes.',
    ),
  dependencies: z
    .record(nameSchema, z.strictObject({ config: z.record(variableSchema, scalarSchema.nullable()).optional() }))
    .optional()
    .describe('Config of a dependency, given as `TOWPATH_<DEP>_<NAME>`.'),
  infrastructure: infrastructureSettingsSchema
    .optional()
    .describe('What the manifest says under `infrastructure`, said anew for here.'),
}

const hostGroupSchema = z.strictObject({
  connection: z
    .enum(['ssh', 'local'], { error: '`ssh` or `local`' })
    .optional()
    .describe('`ssh` (default), or `local`: the machine that runs the step, without root.'),
  root: z
    .string()
    .refine((path) => path.startsWith('/') || path.startsWith('~/'), {
      error: 'an absolute path, or one beginning with `~/`',
    })
    .optional()
    .describe('Of `connection: local`: the folder below which each host has its tree.'),
  user: z.string().min(1).optional().describe('User of ssh: root, or one with `sudo -n`.'),
  port: portSchema.optional().describe('Port of sshd. Default: 22.'),
  jump: nameSchema.optional().describe("A host's name, of any group, through which the hosts are reached."),
  ports: portRangeSchema.optional().describe('Ports for instances, outside of the ephemeral range: `18000-18999`.'),
  hosts: z.array(hostSchema).min(1, { error: 'at least one host' }).describe('The hosts of the group.'),
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
  hosts: z.array(nameSchema).min(1).optional().describe('Hosts by name, in place of a group.'),
  versions: z
    .array(rangeSchema)
    .min(1, { error: 'at least one range' })
    .optional()
    .describe('Lines of which the newest version is kept, side by side; the first is the default.'),
  ...settings,
  lines: z.record(rangeSchema, z.strictObject(settings)).optional().describe('Settings of one line, by its range.'),
  secrets: z
    .union([z.array(variableSchema), z.record(variableSchema, secretSchema)])
    .optional()
    .describe("Variables of the process by the deploy step's variables that hold them; a list means the same names."),
  ports: z.record(nameSchema, portSchema).optional().describe('Port on the VIP of each tcp provide.'),
  aliases: z.array(domainSchema).optional().describe('Further names by which clients reach it.'),
})

const externalServiceSchema = z.strictObject({
  external: z
    .strictObject({ version: versionSchema, endpoints: z.array(endpointSchema).min(1) })
    .describe('Not delivered by Towpath: gates, routes and inventory know it.'),
  aliases: z.array(domainSchema).optional().describe('Further names by which clients reach it.'),
})

export type DeliveredService = z.infer<typeof deliveredServiceSchema>
export type ExternalService = z.infer<typeof externalServiceSchema>

const serviceSchema = z.union([deliveredServiceSchema, externalServiceSchema])

const wantedPackagesSchema = z.union([z.record(nameSchema, rangeSchema), z.array(z.string().min(1))])

const wantedSetsSchema = z.record(nameSchema, z.union([versionSchema, z.array(versionSchema).min(1)]))

/** environments/<env>.yaml (FORMATS). */
export const environmentSpecSchema = z.strictObject({
  environment: nameSchema.describe('Name of the environment, as its file is named.'),
  after: z
    .union([z.array(nameSchema), z.strictObject({ any: z.array(nameSchema).min(1) })])
    .optional()
    .describe('Environments in all of which a version must have succeeded first; `{any: […]}`: in one of them.'),
  accept: rangeSchema.optional().describe('Versions that are allowed here at all. Default: `*`.'),
  prereleases: z
    .enum(['exclude', 'include'], { error: '`exclude` or `include`' })
    .optional()
    .describe('Whether prereleases count for gates and routes alike. Default: exclude.'),
  address: z.strictObject({
    vip: vipSchema.describe('The address that clients know; `{external: …}` where someone else holds it.'),
    port: portSchema.describe('Port on the VIP.'),
    domain: domainSchema.optional().describe('Services are reached as `<service>.<domain>` too.'),
    names: z
      .enum(['dns', 'hosts'], { error: '`dns` or `hosts`' })
      .optional()
      .describe('Who makes these names known: your DNS (checked on each host), or a marked block in /etc/hosts.'),
    tls: notYet('https on the VIP'),
  }),
  proxies: z.strictObject({
    kind: z
      .enum(['haproxy', 'embedded'], { error: '`haproxy` or `embedded`' })
      .optional()
      .describe('`haproxy` (default) on the hosts of `hostGroup`, or the `embedded` proxy of `connection: local`.'),
    hostGroup: nameSchema.optional().describe('The group of the edges: one or two hosts.'),
    interface: z
      .string()
      .regex(/^[A-Za-z0-9._@-]{1,15}$/, { error: 'a network interface such as `eth0`' })
      .optional()
      .describe('Network interface of the edges that carries the VIP.'),
    advertIntervalMs: wholeSchema(10, 'milliseconds').optional().describe('Interval of VRRP adverts. Default: 300.'),
    routerId: z
      .int({ error: 'a number from 1 to 255' })
      .min(1, { error: 'a number from 1 to 255' })
      .max(255, { error: 'a number from 1 to 255' })
      .optional()
      .describe('VRRP router id; of each environment on the same network another one.'),
    unreachable: z
      .enum(['refuse', 'proceed'], { error: '`refuse` or `proceed`' })
      .optional()
      .describe('What deploy does while one of two edges is out of reach. Default: refuse.'),
  }),
  hostGroups: z.record(nameSchema, hostGroupSchema).describe('Hosts by group, with how to reach them.'),
  ...settings,
  services: z.record(nameSchema, serviceSchema).describe('What may run here, and what others deliver.'),
  packages: wantedPackagesSchema
    .optional()
    .describe('Versions wanted here; they act where they differ from those of the newest revision.'),
  sets: wantedSetsSchema.optional().describe('Package sets wanted here, likewise; a list stands side by side.'),
  observe: z
    .strictObject({
      zipkin: z
        .url({ error: 'a URL such as `http://10.77.0.30:9411`' })
        .optional()
        .describe('Where processes send spans, and where `observe` reads them.'),
    })
    .optional()
    .describe('Where real calls are seen.'),
  policy: policySchema.optional().describe('What has to be so before something changes here.'),
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
