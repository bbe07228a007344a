import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeWith } from '@towpath/testing'
import { lab, openLab, type Site } from '@towpath/testing/lab'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shell } from '../contract/bench.ts'
import type { Host } from '../host.ts'
import { openHosts } from '../open-hosts.ts'
import { openLabHosts } from '../trial/ssh-bench.ts'

describeWith([lab], 'a host over ssh', () => {
  let site: Site
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'towpath-keys-'))
    const closed = { '/etc/ssh/sshd_config.d/bastion.conf': 'AllowTcpForwarding yes\n' }
    site = await openLab({ hosts: { 'app-1': {}, 'bastion-1': { files: closed }, 'bastion-2': {} } })
    await site
      .host('app-1')
      .run('useradd --create-home plain; cp -r ~root/.ssh /home/plain; chown -R plain /home/plain/.ssh')
  }, 60_000)
  afterAll(async () => {
    await site[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  })

  type Given = Parameters<typeof openLabHosts>
  /** What `app-1` says, or the fault. */
  async function whoami(ssh: Given[1] = {}, reached: Given[2] = {}): Promise<string> {
    const host = (await openLabHosts(site, { timing: { connectMs: 3_000 }, ...ssh }, reached))('app-1')
    try {
      return (await shell(host, 'id -un; pwd')).replaceAll('\n', ' ').trim()
    } finally {
      await host.close()
    }
  }

  it('is root by default, and for another user by sudo', async () => {
    expect(await whoami()).toBe('root /')
    expect(await whoami({}, { 'app-1': { user: 'deploy' } })).toBe('root /')
  })

  it('asks no tool as root what version it is: a package may name any', async () => {
    await site
      .host('app-1')
      .run('printf \'#!/bin/sh\\necho "1.$(id -u)"\\n\' > /usr/local/bin/who-asks; chmod +x /usr/local/bin/who-asks')
    const host = (await openLabHosts(site))('app-1')
    expect((await host.facts(['who-asks', 'python3'])).tools).toEqual({
      'who-asks': '1.65534',
      python3: expect.stringMatching(/^3\.\d+/),
    })
    await host.close()
  })

  describe('whose key', () => {
    it('is not known is shown with the line to add, and that line lets it in', async () => {
      const refused = await whoami({ knownHosts: '' }).catch((cause: unknown) => cause)
      const { address, hostKey } = site.host('app-1')
      expect(refused).toMatchObject({ code: 'host-key-unknown', retryable: false })
      const line = /add this line to known-hosts: (.*)\.$/.exec(String(refused))?.[1] ?? ''
      expect(line).toBe(`${address} ${hostKey}`)
      expect(await whoami({ knownHosts: line })).toBe('root /')
      const file = join(folder, 'known_hosts')
      await writeFile(file, `${line}\n`)
      execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' })
      expect(await whoami({ knownHosts: await readFile(file, 'utf8') })).toBe('root /')
    })

    it('is pinned is the one that is asked for, of all that the host has', async () => {
      const made =
        'ssh-keygen -q -t rsa -b 2048 -N "" -f /etc/ssh/ssh_host_rsa_key; systemctl restart ssh; cat /etc/ssh/ssh_host_rsa_key.pub'
      const { stdout } = await site.host('app-1').run(made)
      expect(await whoami({ knownHosts: `app-1 ${stdout}` })).toBe('root /')
      expect(await whoami()).toBe('root /')
    })

    it('has changed is not spoken to', async () => {
      const knownHosts = `app-1 ${site.host('bastion-1').hostKey}`
      await expect(whoami({ knownHosts })).rejects.toMatchObject({
        code: 'host-key-changed',
        retryable: false,
        message: expect.stringMatching(
          /not the one in known-hosts: expected SHA256:\S+, found SHA256:\S+\. If the host/,
        ),
      })
    })
  })

  describe('that does not let the user in', () => {
    /** A new key pair as OpenSSH writes it. */
    async function newKey(name: string, type: string, passphrase: string, format: readonly string[] = []) {
      const file = join(folder, name)
      execFileSync('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-f', file, ...format])
      return { file, text: await readFile(file, 'utf8'), publicText: await readFile(`${file}.pub`, 'utf8') }
    }

    it('says who knocked with what, and what would let it in', async () => {
      const key = await newKey('stranger', 'ed25519', '')
      const print = execFileSync('ssh-keygen', ['-lf', key.file], { encoding: 'utf8' }).split(' ')[1]
      await expect(whoami({ privateKey: key.text }, { 'app-1': { user: 'deploy' } })).rejects.toMatchObject({
        code: 'authentication-failed',
        retryable: false,
        explanation: {
          where: expect.stringMatching(/^Host app-1 \(10\.77\.[\d.]+\): user deploy was not let in$/),
          found: expect.stringContaining(`ssh-ed25519 ${print}`),
          fix: expect.stringContaining(key.publicText.split(' ').slice(0, 2).join(' ')),
        },
      })
      await expect(whoami({}, { 'app-1': { user: 'nobody-there' } })).rejects.toMatchObject({
        code: 'authentication-failed',
      })
    })

    it.each([
      ['ed25519', ['ed25519', 'open sesame'], []],
      ['RSA in PEM', ['rsa', ''], ['-m', 'PEM', '-b', '2048']],
      ['ECDSA', ['ecdsa', ''], []],
    ])('lets it in by a key of type %s once it stands there', async (name, [type = '', passphrase = ''], format) => {
      const key = await newKey(name.replaceAll(' ', '-'), type, passphrase, format)
      await site.host('app-1').run('cat >> ~root/.ssh/authorized_keys', { stdin: key.publicText })
      const privateKey = key.text.trim().replaceAll('\n', '\r\n')
      expect(await whoami({ privateKey, passphrase })).toBe('root /')
      if (passphrase === '') return
      for (const wrong of [undefined, 'wrong']) {
        const refused = whoami({ privateKey, ...(wrong !== undefined && { passphrase: wrong }) })
        await expect(refused).rejects.toMatchObject({
          code: 'key-unreadable',
          message: expect.not.stringContaining('AAAA'),
        })
      }
    })

    it('is not even asked with what is no private key', async () => {
      for (const privateKey of ['hello', site.privateKey.slice(0, 150), `${site.host('app-1').hostKey}\n`]) {
        await expect(whoami({ privateKey })).rejects.toMatchObject({ code: 'key-unreadable' })
      }
      await expect(whoami({ privateKey: null })).rejects.toMatchObject({ code: 'key-missing' })
      await expect(whoami({ knownHosts: 'app-1' })).rejects.toMatchObject({ code: 'known-hosts-wrong' })
    })

    it('lets it in by a key of an agent', async () => {
      const socket = join(folder, 'agent.sock')
      const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: ['ignore', 'pipe', 'inherit'] })
      await once(agent.stdout, 'data')
      try {
        const given = { privateKey: null, agentSocket: socket }
        await expect(whoami(given)).rejects.toMatchObject({
          code: 'authentication-failed',
          explanation: { found: 'an agent without keys' },
        })
        execFileSync('ssh-add', ['-q', site.keyFile], { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: 'pipe' })
        expect(await whoami(given)).toBe('root /')
      } finally {
        agent.kill()
        await once(agent, 'close')
      }
      await expect(whoami({ privateKey: null, agentSocket: socket })).rejects.toMatchObject({
        code: 'authentication-failed',
        explanation: { found: "an agent that can't be asked (Failed to connect to agent)" },
      })
    })
  })

  it('whose user must give sudo a password says which line is needed, and that line lets it run', async () => {
    const reached = { 'app-1': { user: 'plain' } }
    const refused = await whoami({}, reached).catch((cause: unknown) => cause)
    expect(refused).toMatchObject({ code: 'sudo-refused', explanation: { found: 'sudo: a password is required' } })
    const line = /\): (plain ALL=.*)\.$/.exec(String(refused))?.[1] ?? ''
    await site
      .host('app-1')
      .run('cat > /etc/sudoers.d/towpath; chmod 440 /etc/sudoers.d/towpath', { stdin: `${line}\n` })
    expect(await whoami({}, reached)).toBe('root /')
  })

  it('whose user has no shell says so', async () => {
    await site.host('app-1').run('usermod -s /usr/sbin/nologin plain')
    await expect(whoami({}, { 'app-1': { user: 'plain' } })).rejects.toMatchObject({
      code: 'shell-refused',
      explanation: { found: 'This account is currently not available.' },
    })
  })

  it('that nothing answers for is unreachable', async () => {
    await expect(whoami({}, { 'app-1': { port: 23 } })).rejects.toMatchObject({
      code: 'host-unreachable',
      retryable: true,
      message: expect.stringMatching(
        /^Host app-1 \(10\.77\.[\d.]+, port 23\): expected ssh at 10\.77\.[\d.]+:23, found nothing listens/,
      ),
    })
    const address = site.address(99)
    await expect(whoami({}, { 'app-1': { address } })).rejects.toMatchObject({
      code: 'host-unreachable',
      retryable: true,
    })
  })

  it('that accepts and then says nothing is unreachable', async () => {
    await site
      .host('app-1')
      .run(`systemd-run -q python3 -c "${mute}"; until ss -Hltn | grep -q :2200; do sleep 0.05; done`)
    await expect(whoami({}, { 'app-1': { port: 2200 } })).rejects.toMatchObject({
      code: 'host-unreachable',
      explanation: { found: 'something that accepts connections and then says nothing' },
    })
  })

  describe('behind others', () => {
    const through = { 'app-1': { jump: 'bastion-1' }, 'bastion-1': { jump: 'bastion-2', user: 'deploy' } }

    it('is reached through them, with a key of its own pinned', async () => {
      const hosts = await openLabHosts(site, {}, through)
      const named: Host[] = ['app-1', 'bastion-1', 'bastion-2'].map(hosts)
      const [app = hosts('app-1')] = named
      expect(await shell(app, 'hostname; echo "${SSH_CONNECTION%% *}"')).toBe(
        `app-1\n${site.host('bastion-1').address}\n`,
      )
      const { stdout } = await site.host('bastion-1').run('ss -Htn state established "( sport = :22 )" | wc -l')
      expect(stdout.trim()).toBe('1')
      for (const host of named) await host.close()
      const knownHosts = site.knownHosts
        .split('\n')
        .filter((line) => !line.includes(site.host('app-1').hostKey))
        .join('\n')
      await expect(whoami({ knownHosts }, through)).rejects.toMatchObject({ code: 'host-key-unknown' })
    })

    it('are all reached, though more of them wait for that one than are let in at once', async () => {
      const { address } = site.host('app-1')
      const behind = Array.from({ length: 12 }, (_, index) => ({ name: `behind-${index}`, address }))
      const hosts = await openHosts(
        {
          hostGroups: {
            behind: { jump: 'bastion-1', hosts: behind },
            edge: { hosts: [{ name: 'bastion-1', address: site.host('bastion-1').address }] },
          },
        },
        {
          home: '/',
          path: '',
          forbiddenRoots: [],
          node: '',
          program: '',
          ssh: { privateKey: site.privateKey, agentSocket: null, knownHosts: site.knownHosts },
        },
      )
      const said = behind.map(({ name }) => hosts.get(name)).map((host) => host && shell(host, 'hostname'))
      expect(await Promise.all(said)).toEqual(behind.map(() => 'app-1\n'))
      for (const host of hosts.values()) await host.close()
    })

    it('is told from the host that it is behind when one of the two is down', async () => {
      await expect(whoami({}, { ...through, 'app-1': { jump: 'bastion-1', port: 23 } })).rejects.toMatchObject({
        code: 'host-unreachable',
        message: expect.stringContaining('no connection from bastion-1 to there'),
      })
      await site.host('bastion-2').kill()
      await expect(whoami({}, through)).rejects.toMatchObject({
        code: 'host-unreachable',
        message: expect.stringContaining('Host bastion-2'),
      })
    })
  })
})

/** Listens at 2200 and says nothing. */
const mute = `
import socket
server = socket.create_server(('', 2200))
kept = []
while True:
    kept.append(server.accept())
`
