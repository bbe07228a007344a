import { z } from 'zod'
import { type Pool, type SlotKind, slotKinds } from './pool.ts'

/** How many slots of a kind are declared, and how many servers in each. Both only grow while HAProxy runs. */
export interface SlotSize {
  readonly slots: number
  readonly servers: number
}

/**
 * What a running HAProxy was configured for: it stands in the first line of haproxy.cfg, so that configuration and state can't part.
 * A slot (`http-0`) is a backend that was declared beforehand; runtime commands put a pool into a free one.
 */
export interface ProxyState {
  readonly schema: 1
  readonly sizes: Readonly<Record<SlotKind, SlotSize>>
  /** By slot. */
  readonly pools: Readonly<Record<string, Pool>>
}

const sizeSchema = z.strictObject({ slots: z.int().min(1), servers: z.int().min(1) })

const poolSchema = z.strictObject({
  kind: z.enum(['http', 'open', 'grpc', 'tcp']),
  release: z.string().min(1),
  provide: z.string().min(1),
  health: z.string().nullable(),
  endpoints: z
    .array(
      z.strictObject({
        instance: z.string().min(1),
        address: z.string().min(1),
        port: z.int().min(1).max(65_535),
      }),
    )
    .min(1),
})

const proxyStateSchema: z.ZodType<ProxyState> = z.strictObject({
  schema: z.literal(1),
  sizes: z.strictObject({ http: sizeSchema, open: sizeSchema, grpc: sizeSchema, tcp: sizeSchema }),
  pools: z.record(z.string(), poolSchema),
})

const marker = '# towpath '

/** The first line of the configuration, without its end. */
export function renderStateLine(state: ProxyState): string {
  return `${marker}${JSON.stringify(state)}`
}

/** From the text of a haproxy.cfg; null when it is none of ours, or of another version of ours: then it is written anew. */
export function parseProxyState(text: string): ProxyState | null {
  const [line = ''] = text.split('\n', 1)
  if (!line.startsWith(marker)) return null
  const parsed = proxyStateSchema.safeParse(parseJson(line.slice(marker.length)))
  return parsed.success ? parsed.data : null
}

export function slotName(kind: SlotKind, index: number): string {
  return `${kind}-${index}`
}

/** All slots, free ones too, in the order of the configuration. */
export function slotsOf({ sizes }: ProxyState): readonly { readonly slot: string; readonly kind: SlotKind }[] {
  return slotKinds.flatMap((kind) =>
    Array.from({ length: sizes[kind].slots }, (_, index) => ({ slot: slotName(kind, index), kind })),
  )
}

/** `s1`, `s2`…: by place, as pools differ. */
export function serverNames({ servers }: SlotSize): readonly string[] {
  return Array.from({ length: servers }, (_, index) => `s${index + 1}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
