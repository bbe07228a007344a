/** ssh2, loaded when the first connection is made: most steps never need it. */
export type Ssh2 = typeof import('ssh2')

export async function loadSsh2(): Promise<Ssh2> {
  // One of its modules reads __dirname, which a bundle of ES modules doesn't have.
  globalThis.__dirname ??= import.meta.dirname
  const { default: ssh2 } = await import('ssh2')
  return ssh2
}
