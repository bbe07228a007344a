/** Takes bytes in order and hands them on compressed. */
export interface Compressor {
  /** The bytes may be reused when this returns undefined, or else when the promise is kept. */
  write(bytes: Buffer): Promise<void> | undefined
  /** Writes what is left and the end. */
  end(): Promise<void>
  /** After a failure: resolves when no work of its own goes on any more. Never rejects. */
  settle(): Promise<void>
}
