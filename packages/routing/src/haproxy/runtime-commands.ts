import { type MapEntry, parseMap } from './map-text.ts'
import { type ProxyState, serverNames } from './proxy-state.ts'

/**
 * Commands for the stats socket, each one line, of characters that need no quoting there.
 */
export type RuntimeCommand = string

/** Stands for the number in the answer to the last `prepare map`. */
export const preparedVersion = '@{version}'

/** Puts the pools of these slots where the running HAProxy has none. Its `health.map` must be there before. */
export function renderFillCommands(state: ProxyState, slots: readonly string[]): readonly RuntimeCommand[] {
  return slots.flatMap((slot) => {
    const pool = state.pools[slot]
    if (pool === undefined) return renderClearCommands(state, [slot])
    const names = serverNames(state.sizes[pool.kind])
    return names.flatMap((name, index) => {
      const server = `${slot}/${name}`
      const endpoint = pool.endpoints[index]
      if (endpoint === undefined) return leave(server)
      return [
        // Also closes the idle connections to what was there before.
        `set server ${server} state maint`,
        `set server ${server} addr ${endpoint.address} port ${endpoint.port}`,
        `set server ${server} state ready`,
        // Up at once, and down at the first check that fails; a good one makes it all well (`UP` in `show stat`, not `UP 1/2`).
        `enable health ${server}`,
      ]
    })
  })
}

/** Nothing is sent to these slots any more, nor are they checked. */
export function renderClearCommands(state: ProxyState, slots: readonly string[]): readonly RuntimeCommand[] {
  return slots.flatMap((slot) => serversOf(state, slot).flatMap(leave))
}

/** Every server was checked a moment ago by the worker before: said to a new one after a reload. */
export function renderUpCommands(state: ProxyState): readonly RuntimeCommand[] {
  return Object.entries(state.pools).flatMap(([slot, pool]) =>
    serverNames(state.sizes[pool.kind])
      .slice(0, pool.endpoints.length)
      .map((name) => `set server ${slot}/${name} health up`),
  )
}

/** Closes what is still under way to these slots. */
export function renderShutdownCommands(state: ProxyState, slots: readonly string[]): readonly RuntimeCommand[] {
  return slots.flatMap((slot) => serversOf(state, slot).map((server) => `shutdown sessions server ${server}`))
}

/** Replaces all of a map, given as its file and that file's text, at once. */
export function renderMapCommands(file: string, text: string): readonly RuntimeCommand[] {
  return [
    `prepare map ${file}`,
    ...parseMap(text).map(([key, value]: MapEntry) => `add map ${preparedVersion} ${file} ${key} ${value}`),
    `commit map ${preparedVersion} ${file}`,
  ]
}

/** Whether the answer to a command says that it was done; `prepare map` and questions have answers of their own. */
export function isGoodAnswer(answer: string): boolean {
  return /^(?:$|IP changed from |port changed from |no need to change )/.test(answer.trim())
}

function leave(server: string): readonly RuntimeCommand[] {
  return [`disable health ${server}`, `set server ${server} state maint`]
}

function serversOf({ sizes }: ProxyState, slot: string): readonly string[] {
  const kind = slot.slice(0, slot.indexOf('-'))
  const size = kind === 'http' || kind === 'open' || kind === 'grpc' || kind === 'tcp' ? sizes[kind] : undefined
  return size === undefined ? [] : serverNames(size).map((name) => `${slot}/${name}`)
}
