/** A host as ssh reaches it. */
export interface SshTarget {
  readonly name: string
  readonly address: string
  readonly port: number
  readonly user: string
}

export function renderTarget({ name, address, port }: SshTarget): string {
  return `Host ${name} (${address}${port === 22 ? '' : `, port ${port}`})`
}

/** How long is waited for what. */
export interface SshTiming {
  /** For a TCP connection, and again for the handshake on it. */
  readonly connectMs: number
  /** How often the host is asked for a sign of life; `unanswered` times without one, and the connection is lost. A slow line may keep them waiting. */
  readonly keepAliveMs: number
  /** After so long without a sign of life from us, the host ends the connection and with it what runs for it. */
  readonly lifelineSeconds: number
}

export const unanswered = 8

export const defaultTiming: SshTiming = { connectMs: 15_000, keepAliveMs: 5_000, lifelineSeconds: 60 }
