import { Duplex } from 'node:stream'

/** Where the bytes of a connection come from and go to: a channel of ssh2, whose own ways to end are not those of a stream. */
export interface ByteChannel extends Duplex {
  close(...args: unknown[]): void
}

/**
 * A connection from a host, as `http` and `http2` expect one: with the methods of a socket, with `close` after `destroy`, and an error
 * when it breaks.
 */
export class ConnectionStream extends Duplex {
  readonly #channel: ByteChannel
  #isGone = false
  #waiting: ((cause?: Error) => void) | undefined
  #idle: NodeJS.Timeout | undefined
  #idleMs = 0

  /** `isLost` says whether the channel ended because all of ssh did. */
  constructor(channel: ByteChannel, isLost: () => boolean) {
    super({ allowHalfOpen: false })
    this.#channel = channel
    channel.on('data', (chunk: Buffer) => {
      this.#touch()
      if (!this.push(chunk)) channel.pause()
    })
    channel.once('end', () => {
      if (isLost()) this.destroy(broken('ECONNRESET', 'the ssh connection was lost'))
      else this.push(null)
    })
    channel.once('close', () => {
      this.#isGone = true
      this.#goOn(broken('EPIPE', 'the other side has closed the connection'))
    })
    channel.on('drain', () => this.#goOn())
    channel.on('error', (cause) => this.destroy(cause))
  }

  override _read(): void {
    this.#channel.resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (cause?: Error) => void): void {
    this.#touch()
    if (this.#isGone) done(broken('EPIPE', 'the other side has closed the connection'))
    else if (this.#channel.write(chunk)) done()
    else this.#waiting = done
  }

  override _final(done: () => void): void {
    this.#channel.end()
    done()
  }

  override _destroy(cause: Error | null, done: (cause?: Error | null) => void): void {
    clearTimeout(this.#idle)
    this.#channel.close()
    // What still comes is read and forgotten, or the channel never ends.
    this.#channel.removeAllListeners('data')
    this.#channel.resume()
    done(cause)
  }

  /** As a socket's: `timeout` once nothing went either way for so long; 0 never. */
  setTimeout(idleMs: number, listener?: () => void): this {
    this.#idleMs = idleMs
    if (listener !== undefined) this.once('timeout', listener)
    this.#touch()
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  destroySoon(): void {
    if (this.writableFinished) this.destroy()
    else this.end(() => this.destroy())
  }

  #goOn(cause?: Error): void {
    const done = this.#waiting
    this.#waiting = undefined
    done?.(cause)
  }

  #touch(): void {
    clearTimeout(this.#idle)
    if (this.#idleMs > 0) this.#idle = setTimeout(() => this.emit('timeout'), this.#idleMs)
  }
}

function broken(code: 'EPIPE' | 'ECONNRESET', message: string): Error {
  return Object.assign(new Error(message), { code })
}
