/** Waits, and ends early with the signal's reason when that is aborted. */
export async function pause(
  milliseconds: number,
  { sleep, signal }: { readonly sleep: (milliseconds: number) => Promise<void>; readonly signal: AbortSignal },
): Promise<void> {
  signal.throwIfAborted()
  await untilAborted(sleep(milliseconds), signal)
}

/** The outcome of some work, or the signal's reason as soon as that is aborted; the work itself goes on. */
export async function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const aborted = Promise.withResolvers<never>()
  const onAbort = (): void => aborted.reject(signal.reason)
  if (signal.aborted) onAbort()
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
