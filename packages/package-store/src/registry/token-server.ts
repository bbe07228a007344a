import { execFileSync } from 'node:child_process'
import { createHash, createPrivateKey, createPublicKey, type KeyObject, randomUUID, sign } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SeenRequest, startLoopbackServer } from './loopback-server.ts'

/** What a user may do in every repository, by name. */
export type Rights = Readonly<
  Record<string, { readonly password: string; readonly actions: readonly ('pull' | 'push')[] }>
>

/**
 * A token server as registries name it in their challenges, for tests: grants what a user may do of what is asked for.
 * https://distribution.github.io/distribution/spec/auth/jwt/
 */
export class TokenServer implements AsyncDisposable {
  readonly service = 'registry.test'
  readonly issuer = 'tokens.test'
  /** PEM. */
  readonly certificate: string
  /** Tokens last as long. */
  seconds = 300
  readonly #key: KeyObject
  readonly #rights: Rights
  #stop: () => Promise<void> = async () => undefined
  #host = ''
  seen: readonly SeenRequest[] = []

  private constructor(rights: Rights) {
    this.#rights = rights
    const { key, certificate } = makeCertificate()
    this.#key = createPrivateKey(key)
    this.certificate = certificate
  }

  static async start(rights: Rights): Promise<TokenServer> {
    const server = new TokenServer(rights)
    const { host, seen, stop } = await startLoopbackServer((request, response) => {
      const granted = server.#grant(request.url ?? '', request.headers.authorization ?? '')
      response.writeHead(granted === null ? 401 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(granted ?? { details: 'incorrect username or password' }))
    })
    server.#host = host
    server.seen = seen
    server.#stop = stop
    return server
  }

  get realm(): string {
    return `http://${this.#host}/token`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stop()
  }

  /** Null for who is not known. */
  #grant(path: string, authorization: string): object | null {
    const { searchParams } = new URL(path, this.realm)
    const [user = '', password] = Buffer.from(authorization.replace(/^Basic /, ''), 'base64')
      .toString()
      .split(':')
    const rights = this.#rights[user]
    if (rights === undefined || rights.password !== password) return null
    const access = searchParams.getAll('scope').map((scope) => {
      const [type, name, actions = ''] = scope.split(':')
      return {
        type,
        name,
        actions: actions.split(',').filter((action) => rights.actions.some((one) => one === action)),
      }
    })
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: this.issuer, sub: user, aud: this.service, jti: randomUUID(), access }
    const times = { iat: now, nbf: now - 5, exp: now + this.seconds }
    return { token: this.#sign({ ...claims, ...times }), expires_in: this.seconds }
  }

  #sign(claims: object): string {
    const text = [{ typ: 'JWT', alg: 'ES256', kid: keyId(this.#key) }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    const signature = sign('sha256', Buffer.from(text), { key: this.#key, dsaEncoding: 'ieee-p1363' })
    return `${text}.${signature.toString('base64url')}`
  }
}

function makeCertificate(): { readonly key: string; readonly certificate: string } {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-token-'))
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const options = ['-x509', ...curve, '-subj', '/CN=tokens.test', '-days', '2', '-keyout', key, '-out', certificate]
  try {
    execFileSync('openssl', ['req', ...options], { stdio: 'ignore' })
    return { key: readFileSync(key, 'utf8'), certificate: readFileSync(certificate, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** As libtrust names keys: the first 240 bits of the sha256 of the public key (DER), base32 in groups of four. */
function keyId(key: KeyObject): string {
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' })
  const bits = [...createHash('sha256').update(der).digest().subarray(0, 30)].map((byte) =>
    byte.toString(2).padStart(8, '0'),
  )
  const letters = bits
    .join('')
    .match(/.{5}/g)
    ?.map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five, 2)])
  return (letters ?? []).join('').match(/.{4}/g)?.join(':') ?? ''
}
