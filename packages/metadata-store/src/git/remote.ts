import { isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MetadataStoreFault } from '../fault.ts'

/** A repository to fetch from and push to. */
export interface Remote {
  /** What git is given: an absolute path or a URL, without credentials. */
  readonly address: string
  /** Set when the address is a path on this machine. */
  readonly path?: string
  /** Sent as Basic authorization, to the origin only. */
  readonly credentials?: { readonly origin: string; readonly basic: string }
  /** Takes secrets out of what git says. */
  redact(text: string): string
}

const example = 'such as `git:https://github.com/acme/delivery.git#towpath` or `git:/srv/towpath.git#towpath`'

/** Reads the part between `git:` and `#`. Relative paths start at `folder`. Throws `url-invalid`. */
export function parseRemote(text: string, folder: string | undefined, token: string | undefined): Remote {
  if (text.startsWith('-') || /\p{Cc}/u.test(text))
    throw urlFault(JSON.stringify(text), 'an option or control characters')
  if (/^https?:\/\//i.test(text)) return httpRemote(text, token)
  if (/^file:\/\//i.test(text)) return localRemote(filePath(text))
  if (/^ssh:\/\//i.test(text)) return sshRemote(text)
  const scheme = /^([a-z][a-z0-9+.-]*):(:|\/\/)/i.exec(text)?.[1]
  if (scheme !== undefined) throw urlFault(withoutUserinfo(text), `the scheme \`${scheme}\``)
  // As git tells them apart: `host:path` has a colon before the first slash.
  if (/^[^/]+:/.test(text)) return { address: text, redact: withoutUserinfo }
  if (isAbsolute(text)) return localRemote(text)
  if (folder === undefined) throw urlFault(text, 'a relative path and no workspace that it could start from')
  return localRemote(resolve(folder, text))
}

function localRemote(path: string): Remote {
  return { address: path, path, redact: withoutUserinfo }
}

function filePath(text: string): string {
  try {
    return fileURLToPath(text)
  } catch (cause) {
    throw urlFault(text, cause instanceof Error ? cause.message : String(cause))
  }
}

function sshRemote(text: string): Remote {
  if (parseUrl(text).password !== '') throw urlFault(withoutUserinfo(text), 'a password in an ssh URL')
  return { address: text, redact: withoutUserinfo }
}

function httpRemote(text: string, token: string | undefined): Remote {
  const url = parseUrl(text)
  const given = givenIn(url)
  const secret = token === undefined || token === '' ? given : withUser(token)
  const encoded = [url.password]
  if (secret !== undefined) {
    url.username = ''
    url.password = ''
  }
  if (secret === undefined) return { address: url.href, redact: withoutUserinfo }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw urlFault(url.href, 'http, which would show the token to the network', 'Use https')
  }
  const basic = Buffer.from(secret, 'utf8').toString('base64')
  const secrets = [basic, secret, secret.slice(secret.indexOf(':') + 1), ...encoded].filter((part) => part !== '')
  return {
    address: url.href,
    credentials: { origin: url.origin, basic },
    redact: (said) => withoutUserinfo(secrets.reduce((kept, part) => kept.replaceAll(part, '***'), said)),
  }
}

/** A user alone may be a person's, for a credential helper of theirs, or a token. */
function givenIn({ username, password }: URL): string | undefined {
  if (password !== '') return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return `//${username}@`.match(tokenAsUser) === null ? undefined : withUser(username)
}

/** GitHub's and GitLab's tokens, where people write them as a URL's user. */
const tokenAsUser = /\/\/(?:gh[a-z]_|github_pat_|glpat-)[\w.-]+@/g

/** GitHub takes any user name with a token; this is the one that its own tools send. */
function withUser(token: string): string {
  return token.includes(':') ? token : `x-access-token:${token}`
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host)
}

function parseUrl(text: string): URL {
  const url = URL.parse(text)
  if (url === null) throw urlFault(withoutUserinfo(text), 'something that is no URL')
  return url
}

/** `//user:password@` and `//token@` become `//***@`. */
export function withoutUserinfo(text: string): string {
  return text.replace(/\/\/[^/@\s:]*:[^/\s]*@/g, '//***@').replaceAll(tokenAsUser, '//***@')
}

function urlFault(where: string, found: string, fix?: string): MetadataStoreFault {
  return new MetadataStoreFault('url-invalid', {
    where: `metadata store git:${where}`,
    expected: `a path, or an https or ssh remote, ${example}`,
    found,
    ...(fix === undefined ? {} : { fix }),
  })
}
