import { describe, expect, it } from 'vitest'
import { hostKeyFault, judgeHostKey, pinnedTypes, readHostKey } from './host-key.ts'
import { parseKnownHosts } from './known-hosts.ts'

/* Made by ssh-keygen; their fingerprints are what `ssh-keygen -lf` says. */
const one = 'AAAAC3NzaC1lZDI1NTE5AAAAIDRzccc0Q4cLJWBrdT6TC747/g42Qq9nF5TXWTv2Tl6P'
const other = 'AAAAC3NzaC1lZDI1NTE5AAAAINNwQVt47ClpXELsWWQRk+c2VDaT6xtVnJKq0SlBaiVt'
const rsa =
  'AAAAB3NzaC1yc2EAAAADAQABAAABAQC/yIQtioK0EAcwzkK5GuvY0+aTG5c7xXieWbCAcBXAQF1ULpoZjM4MIQS1JFUe6XsJoL6TleZPdxtUVlgHdhwaPRzSymL6d8v2ImUl26SlmSZDejI0fhfG/rRNM63lniydPn8yMu/b216A9isq+WrIAx6FZHV6Lvsx+jOl/qoe5HpRenpEGAThefew2BnQF9mb0jmnaMWObVmmZT92OcncYtXQYxezhD0961YOqKLUFSguzXd6ueQLVAj92Y4VzEBXDf98a+4mRU6dRaSjD12HIP1cVBJpTfhUPUOLsIXtX5+v9n/lt9qIvtAVH9Q9v/zaTZmC9zNQFcM+iQrOrcep'
const fingerprints = {
  one: 'SHA256:wKUh84529osKOp60HI5aTaWwvKO2Rv4jl+dloUYE5KQ',
  other: 'SHA256:EG9XWuJmxQYRZntBIL3TxHfAmz3/cMNjSyi7ef7mD80',
}

/** `ssh-keygen -H` of 10.77.0.11, of [10.77.0.11]:2222 and of app-1. */
const hashed = {
  address: `|1|fC6jJxIRvrm72kYMhRXKanAC2uc=|P+9MR4gQYRL2D6GRYCyhxGTHygM= ssh-ed25519 ${one}`,
  addressAndPort: `|1|riApKt3k7Wilt1LubGF+qrquhS0=|5pVV54+sp2Tr7U4X25iYGmkhOdY= ssh-ed25519 ${one}`,
  name: `|1|MYpJ2Ndr1w6ErgnTt8CJ7tWB6vE=|2FlRm3duZaA3BEdbChuOvFm5rz8= ssh-ed25519 ${one}`,
}
const host = { name: 'app-1', address: '10.77.0.11', port: 22 }
const shown = readHostKey(Buffer.from(one, 'base64'))
const judge = (text: string, port = 22) => judgeHostKey(parseKnownHosts(text), { ...host, port }, shown).kind

describe('a host key', () => {
  it.each([
    ['its address', `10.77.0.11 ssh-ed25519 ${one}`],
    ['its name', `app-1 ssh-ed25519 ${one} a comment with spaces`],
    ['a list', `other,10.77.0.11 ssh-ed25519 ${one}`],
    ['a pattern', `10.77.0.1? ssh-ed25519 ${one}`],
    ['a pattern of any length', `*.corp,APP-* ssh-ed25519 ${one}`],
    ['a hashed address', hashed.address],
    ['a hashed name', hashed.name],
    ['one of several keys', `app-1 ssh-rsa ${rsa}\napp-1 ssh-ed25519 ${one}\r\n`],
  ])('is trusted by %s', (_, text) => {
    expect(judge(`# pinned\n\n${text}`)).toBe('trusted')
  })

  it('is trusted by the name of a host that is written in capital letters', () => {
    const named = { ...host, name: 'web-1', address: 'APP-1' }
    expect(judgeHostKey(parseKnownHosts(hashed.name), named, shown).kind).toBe('trusted')
  })

  it('at another port is looked up with it, and without where it is the same', () => {
    expect(judge(`[10.77.0.11]:2222 ssh-ed25519 ${one}`, 2222)).toBe('trusted')
    expect(judge(hashed.addressAndPort, 2222)).toBe('trusted')
    expect(judge(`10.77.0.11 ssh-ed25519 ${one}`, 2222)).toBe('trusted')
    expect(judge(`10.77.0.11 ssh-ed25519 ${other}`, 2222)).toBe('unknown')
    expect(judge(`[10.77.0.11]:2222 ssh-ed25519 ${one}`)).toBe('unknown')
  })

  it.each([
    ['nothing', ''],
    ['another host', `10.77.0.12 ssh-ed25519 ${one}`],
    ['a pattern that takes it out', `10.77.0.*,!10.77.0.11 ssh-ed25519 ${one}`],
    ['a dot that is no pattern', `10.77x0.11 ssh-ed25519 ${one}`],
  ])('is unknown to %s', (_, text) => {
    expect(judge(text)).toBe('unknown')
  })

  it('has changed where only others are pinned, and is refused when revoked, whatever else says', () => {
    expect(judge(`app-1 ssh-ed25519 ${other}`)).toBe('changed')
    expect(judge(`app-1 ssh-rsa ${rsa}`)).toBe('changed')
    expect(judge(`app-1 ssh-ed25519 ${one}\n@revoked * ssh-ed25519 ${one}`)).toBe('revoked')
    expect(judge(`@revoked app-1 ssh-ed25519 ${other}`)).toBe('unknown')
    expect(judge(`@cert-authority *,app-1 ssh-ed25519 ${other}`)).toBe('uncertified')
  })

  it('is asked for by the types that are pinned', () => {
    const known = parseKnownHosts(`app-1 ssh-rsa ${rsa}\n10.77.0.11 ssh-ed25519 ${one}\nelse ssh-ed25519 ${one}`)
    expect(pinnedTypes(known, host)).toEqual(['ssh-rsa', 'ssh-ed25519'])
  })

  it('that is unknown is shown with the line to add, one that has changed with both fingerprints', () => {
    expect(hostKeyFault({ kind: 'unknown' }, { ...host, port: 2222 }, shown)?.message).toBe(
      `Host app-1 (10.77.0.11): its key is not in known-hosts: found ${fingerprints.one} (ssh-ed25519). Check the fingerprint on the host's console (\`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub\`), then add this line to known-hosts: [10.77.0.11]:2222 ssh-ed25519 ${one}.`,
    )
    const expected = [readHostKey(Buffer.from(other, 'base64'))]
    expect(hostKeyFault({ kind: 'changed', expected }, host, shown)).toMatchObject({
      code: 'host-key-changed',
      retryable: false,
      message: `Host app-1 (10.77.0.11): its key is not the one in known-hosts: expected ${fingerprints.other}, found ${fingerprints.one}. If the host was rebuilt, check its fingerprint on its console, then replace the line; otherwise stop and find out who answers.`,
    })
  })
})

describe('a line of known hosts', () => {
  it.each([
    ['app-1', 'names of hosts'],
    ['app-1 ssh-ed25519', 'names of hosts'],
    [`app-1 ssh-rsa ${one}`, 'a whole key of type ssh-rsa'],
    [`app-1 ssh-ed25519 ${one.slice(0, 10)}`, 'a whole key'],
    [`@unknown app-1 ssh-ed25519 ${one}`, '`@revoked`'],
    [`|2|a|b ssh-ed25519 ${one}`, '`|1|salt|hash`'],
    ['-----BEGIN OPENSSH PRIVATE KEY-----', 'a whole key'],
  ])('such as %s is refused with its number', (line, expected) => {
    expect(() => parseKnownHosts(`# first\n${line}\n`)).toThrow(
      expect.objectContaining({
        code: 'known-hosts-wrong',
        message: expect.stringMatching(/^known-hosts:2 /),
        explanation: expect.objectContaining({ expected: expect.stringContaining(expected) }),
      }),
    )
  })
})
