import { fault } from '../fault.ts'

/** 127.0.0.0/8, ::1 and localhost. */
export function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(url.hostname)
}

/** Without query (signed addresses carry secrets there), user and password. */
export function renderAddress(url: URL): string {
  return `${url.origin}${url.pathname}`
}

/**
 * Where a registry sends us on. Never to http, but from one loopback address to another; never with a user in it.
 */
export function parseTarget(location: string | null, from: URL): URL {
  const where = `The registry at ${renderAddress(from)}`
  const target = location !== null && URL.canParse(location, from.href) ? new URL(location, from.href) : undefined
  if (target === undefined) {
    throw fault('redirect-refused', {
      where,
      expected: 'an address in `Location`',
      found: location === null ? 'none' : 'none that can be read',
    })
  }
  const isSafe =
    target.protocol === 'https:' || (target.protocol === 'http:' && isLoopback(target) && from.protocol === 'http:')
  if (isSafe && target.username === '' && target.password === '') return target
  throw fault('redirect-refused', {
    where,
    expected: 'to be sent on to an https address',
    found: `${target.protocol}//${target.host}`,
    fix: 'If a proxy stands before the registry, let it set X-Forwarded-Proto: https',
  })
}
