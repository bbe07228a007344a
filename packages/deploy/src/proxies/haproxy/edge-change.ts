import type { RuntimeCommand } from '@towpath/routing'

/** A change of an edge, as data: files first, then what runs. A kill in between is seen by the next look, and mended by a reload. */
export interface EdgeChange {
  /** Bare sha256 of the haproxy.cfg that was planned on; null: none. Another one there: `moved`. */
  readonly plannedOn: string | null
  /** The digest that must be the prepared one; else `moved`. Null: any. */
  readonly prepared: string | null
  /** Texts of units to write by their names; null removes the unit. */
  readonly units: Readonly<Record<string, string | null>>
  /** By path below the proxy's folder, in order. haproxy.cfg is checked before it gets its name. */
  readonly files: Readonly<Record<string, string>>
  /**
   * Whether a running haproxy gets to know by a reload, which takes a new structure too, or by the commands alone. One that does not run is
   * started in any case, and reads the files.
   */
  readonly isReload: boolean
  /** For a haproxy that runs; after the reload if there is one. */
  readonly commands: readonly RuntimeCommand[]
  readonly vip: 'leave' | 'start' | 'reload'
  /** Everywhere that haproxy is to listen: tried before a start or a reload. */
  readonly binds: readonly { readonly address: string; readonly port: number }[]
  /** Servers, `backend/server`, that are waited for until they were checked and are up. */
  readonly awaited: readonly string[]
  /** Commands whose answers are wanted afterwards. */
  readonly questions: readonly RuntimeCommand[]
}

/** A server that its proxy did not see up in time. */
export interface DownServer {
  readonly server: string
  readonly why: string
}

export interface ChangedEdge {
  readonly kind: 'changed'
  readonly down: readonly DownServer[]
  /** To the questions, in their order. */
  readonly answers: readonly string[]
}

export type EdgeChangeAnswer =
  | ChangedEdge
  /** Something else stands there than what was planned on: look again. */
  | { readonly kind: 'moved' }
  /** Somebody else has an address, in a way that can't be shared. */
  | { readonly kind: 'taken'; readonly address: string; readonly port: number; readonly holder: string }
