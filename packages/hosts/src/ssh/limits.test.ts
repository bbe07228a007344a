import { once } from 'node:events'
import { request } from 'node:http'
import { connect as connectHttp2 } from 'node:http2'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describeWith } from '@towpath/testing'
import { lab, openLab, type Site } from '@towpath/testing/lab'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shell } from '../contract/bench.ts'
import type { Host } from '../host.ts'
import { openLabHosts } from '../trial/ssh-bench.ts'

/** Starts a Python program on a host and waits for its port. */
async function startPython(site: Site, name: string, program: string, port: number): Promise<void> {
  const command = `systemd-run -q python3 -c "$(cat)"; until ss -Hltn | grep -q ":${port} "; do sleep 0.05; done`
  await site.host(name).run(command, { stdin: program, limitMs: 10_000 })
}

const sshd = (text: string) => ({ files: { '/etc/ssh/sshd_config.d/test.conf': `${text}\n` } })

describeWith([lab], 'an sshd that takes only so many', () => {
  let site: Site
  beforeAll(async () => {
    site = await openLab({
      hosts: {
        'one-session': sshd('MaxSessions 1'),
        'two-sessions': sshd('MaxSessions 2'),
        'ten-sessions': {},
      },
    })
  }, 60_000)
  afterAll(() => site[Symbol.asyncDispose]())

  it.each(['one-session', 'two-sessions', 'ten-sessions'])(
    'sessions runs 30 scripts at once over one connection (%s)',
    async (name) => {
      const host = (await openLabHosts(site))(name)
      const numbers = Array.from({ length: 30 }, (_, index) => String(index))
      const said = await Promise.all(numbers.map((N) => shell(host, 'sleep 0.05; echo "$N"', { N })))
      expect(said.map((line) => line.trim())).toEqual(numbers)
      expect(await connections(name)).toBe(1)
      await host.close()
    },
  )

  it('connections that are not let in yet lets all in in the end', { timeout: 60_000 }, async () => {
    const hosts: Host[] = []
    for (let count = 0; count < 40; count += 1) hosts.push((await openLabHosts(site))('ten-sessions'))
    const said = await Promise.all(hosts.map((host) => shell(host, 'echo in')))
    expect(said).toEqual(hosts.map(() => 'in\n'))
    expect(await connections('ten-sessions')).toBe(40)
    for (const host of hosts) await host.close()
    await expect.poll(() => connections('ten-sessions'), { timeout: 10_000 }).toBe(0)
  })

  async function connections(name: string): Promise<number> {
    const { stdout } = await site.host(name).run('ss -Htn state established "( sport = :22 )" | wc -l')
    return Number(stdout)
  }
})

/** Answers HTTP with what it was sent, at 8080 and at a socket that only root may open. */
const web = `
import os, socket, threading
def answer(connection):
    stream = connection.makefile("rwb")
    while stream.readline():
        size = 0
        while (line := stream.readline().strip()):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length": size = int(value)
        stream.write(b"HTTP/1.1 200 OK\\r\\ncontent-length: %d\\r\\n\\r\\n" % size + stream.read(size))
        stream.flush()
def serve(server):
    while True:
        threading.Thread(target=answer, args=[server.accept()[0]], daemon=True).start()
os.umask(0o077)
local = socket.socket(socket.AF_UNIX)
local.bind("/run/web.sock")
local.listen(100)
threading.Thread(target=serve, args=[local]).start()
serve(socket.create_server(("127.0.0.1", 8080), backlog=100))
`

describeWith([lab], 'a connection from a host', () => {
  let site: Site
  beforeAll(async () => {
    const forbidding = sshd('AllowTcpForwarding no\nAllowStreamLocalForwarding no')
    site = await openLab({
      hosts: { open: {}, closed: forbidding, bare: { ...forbidding, without: ['/usr/bin/perl'] } },
    })
    for (const { name } of site.hosts) await startPython(site, name, web, 8080)
  }, 60_000)
  afterAll(() => site[Symbol.asyncDispose]())

  const tcp = { kind: 'tcp', host: '127.0.0.1', port: 8080 } as const
  const unix = { kind: 'unix', path: '/run/web.sock' } as const

  async function post(connection: Duplex, body: string): Promise<string> {
    const asked = request({ createConnection: () => connection, method: 'POST', path: '/', timeout: 5_000 })
    asked.end(body)
    const [answer] = await once(asked, 'response')
    return await text(answer)
  }

  describe.each([
    ['by sshd, as root', 'open', 'root'],
    ['by sshd, as another user', 'open', 'deploy'],
    ['by a tool on the host, as root', 'closed', 'root'],
    ['by a tool on the host, as another user', 'closed', 'deploy'],
  ])('%s', (_, name, user) => {
    let host: Host
    beforeAll(async () => {
      host = (await openLabHosts(site, {}, { [name]: { user } }))(name)
    })
    afterAll(() => host.close())

    it.each([tcp, unix])('carries HTTP to $kind', async (address) => {
      for (const body of ['', 'small', 'x'.repeat(3_000_000)]) {
        expect(await post(await host.connect(address), body)).toBe(body)
      }
      const many = Array.from({ length: 20 }, async (_, index) => post(await host.connect(address), String(index)))
      expect(await Promise.all(many)).toEqual(many.map((_, index) => String(index)))
    })

    it('says what refuses', async () => {
      const refused = host.connect({ kind: 'tcp', host: '127.0.0.1', port: 9 })
      await expect(refused).rejects.toMatchObject({
        code: 'connect-refused',
        message: expect.stringMatching(/refused/i),
      })
      const nowhere = host.connect({ kind: 'unix', path: '/run/none.sock' })
      await expect(nowhere).rejects.toMatchObject({
        code: 'connect-refused',
        explanation: { found: 'No such file or directory' },
      })
    })

    it('ends with an error when the ssh connection does', async () => {
      const other = (await openLabHosts(site, {}, { [name]: { user } }))(name)
      const connection = await other.connect(tcp)
      const ended = once(connection, 'close').catch((cause: unknown) => cause)
      await other.close()
      expect(await ended).toMatchObject({ code: 'ECONNRESET' })
      expect(connection.destroyed).toBe(true)
    })

    it('leaves nothing on the host', async () => {
      const connection = await host.connect(tcp)
      connection.destroy()
      await once(connection, 'close')
      const perls = async () => (await site.host(name).run('pgrep -c perl')).stdout
      await expect.poll(perls, { timeout: 10_000 }).toBe('0\n')
    })
  })

  it('speaks HTTP/2 as well as a socket does', async () => {
    const host = (await openLabHosts(site))('open')
    await startPython(site, 'open', prefaceOnly, 8090)
    const connection = await host.connect({ kind: 'tcp', host: '127.0.0.1', port: 8090 })
    const session = connectHttp2('http://127.0.0.1', { createConnection: () => connection })
    await once(session, 'remoteSettings')
    session.close()
    await once(session, 'close')
    await host.close()
  })

  it('has a time limit of its own', async () => {
    const host = (await openLabHosts(site))('open')
    const connection = await host.connect(tcp)
    const asked = request({ createConnection: () => connection, method: 'POST', headers: { 'content-length': 5 } })
    asked.flushHeaders()
    asked.setTimeout(200)
    await once(asked, 'timeout')
    asked.on('error', () => undefined).destroy()
    await host.close()
  })

  it('is told to be impossible where sshd forbids it and the tool is not there', async () => {
    const host = (await openLabHosts(site))('bare')
    await expect(host.connect(tcp)).rejects.toMatchObject({
      code: 'relay-missing',
      retryable: false,
      explanation: { fix: expect.stringContaining('AllowTcpForwarding') },
    })
    await host.close()
  })
})

/** The server's side of an HTTP/2 connection up to its settings. */
const prefaceOnly = `
import socket
server = socket.create_server(("127.0.0.1", 8090))
connection, _ = server.accept()
connection.sendall(bytes([0, 0, 0, 4, 0, 0, 0, 0, 0]) + bytes([0, 0, 0, 4, 1, 0, 0, 0, 0]))
while connection.recv(65536): pass
`
