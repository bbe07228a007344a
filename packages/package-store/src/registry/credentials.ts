import { fault } from '../fault.ts'

export interface Credentials {
  readonly user: string
  readonly password: string
}

/** `userPassword` wins; a `token` alone is the password of user `towpath`. Empty strings count as not given. */
export function parseCredentials(given: {
  readonly token?: string
  readonly userPassword?: string
}): Credentials | undefined {
  const { token, userPassword } = given
  if (userPassword) {
    const colon = userPassword.indexOf(':')
    if (colon < 1 || colon === userPassword.length - 1)
      throw invalid('`user:password`', 'something without user or password')
    return checked({ user: userPassword.slice(0, colon), password: userPassword.slice(colon + 1) })
  }
  return token ? checked({ user: 'towpath', password: token }) : undefined
}

/** A control character in a header would put the secret into fetch's error message. */
export function isHeaderSafe(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text)
}

export function renderBasic(credentials: Credentials): string {
  return `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`
}

function checked(credentials: Credentials): Credentials {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 7617 forbids them in user and password
  if (/[\x00-\x1f\x7f]/.test(`${credentials.user}${credentials.password}`)) {
    throw invalid('text on one line', 'a control character, such as a line break at the end')
  }
  return credentials
}

function invalid(expected: string, found: string) {
  return fault('credentials-invalid', { where: 'The package-token', expected, found, fix: 'Set the secret again' })
}
