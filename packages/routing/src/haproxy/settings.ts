/** Where HAProxy of one environment listens, and what it may use on its host. */
export interface HaproxySettings {
  readonly environment: string
  readonly binds: readonly HaproxyBind[]
  /** A VIP port for each tcp provide that has one; the addresses are those of `binds`. */
  readonly tcpPorts: readonly TcpPort[]
  /** PEM file on the host with certificate and key; null: http. */
  readonly certificate: string | null
  /** Absolute, without white space. Holds `live/`, `next/` and `health.map`. */
  readonly folder: string
  /** Absolute and short, since the path of a socket has at most 107 bytes. Holds the verify sockets. */
  readonly socketFolder: string
  /** The stats socket, absolute. */
  readonly statsSocket: string
  /** Group that may use the verify sockets besides root; null: root alone, as with the stats socket. */
  readonly socketGroup: string | null
  /** What the workers become; null leaves them what starts them. */
  readonly worker: { readonly user: string; readonly group: string; readonly chroot: string } | null
  /** After a reload the old worker ends what is under way for so long at most. */
  readonly hardStopSeconds: number
  /** At a time; null: as many as the limit of open files allows. */
  readonly maxConnections: number | null
}

export interface HaproxyBind {
  readonly address: string
  readonly port: number
  /** Listens though the host has not got the address now: the VIP is elsewhere. */
  readonly isTransparent: boolean
}

export interface TcpPort {
  readonly service: string
  readonly provide: string
  readonly port: number
}

/** `live` is what clients are answered by; `next` what the verify socket is. */
export type MapFolder = 'live' | 'next'

export function tableMapFile(folder: string, which: MapFolder): string {
  return `${folder}/${which}/table.map`
}

export function healthMapFile(folder: string): string {
  return `${folder}/health.map`
}

/** Answers http and grpc by the next table. */
export function verifySocket(socketFolder: string): string {
  return `${socketFolder}/verify.sock`
}

/** Leads to what a tcp port will lead to by the next table. */
export function verifyTcpSocket(socketFolder: string, port: number): string {
  return `${socketFolder}/verify-${port}.sock`
}
