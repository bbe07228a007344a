import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWith } from '../requirement.ts'
import { runCommand } from './command.ts'
import { type LabHost, lab, openLab, type Site } from './index.ts'
import { findLeftBehind } from './left-behind.ts'
import { ssh } from './ssh.ts'

describeWith([lab], 'a lab of three hosts', () => {
  let site: Site

  beforeAll(async () => {
    process.env['LAB_TEST_SECRET'] = 'of this process'
    site = await openLab({
      hosts: {
        'app-1': { without: ['/usr/sbin/haproxy'], smallDisks: { '/srv': '8M' } },
        'app-2': { files: { '/opt/told/before': 'told\n' } },
        'edge-1': {},
      },
    })
  })
  afterAll(async () => {
    await site[Symbol.asyncDispose]()
  })

  it.each(['root', 'deploy'])('lets OpenSSH in as %s by pinned keys', async (user) => {
    for (const { name, address } of site.hosts) {
      const { exitCode, stdout, stderr } = await ssh(site, `${user}@${address}`, 'sudo -n id -u; hostname')
      expect([exitCode, stdout, stderr]).toEqual([0, `0\n${name}\n`, ''])
    }
  })

  it('runs systemd on each, which kills what its services leave', async () => {
    const { stdout } = await site.host('app-1').run(`
      systemctl is-system-running
      systemd-run -q --unit=two -p Type=exec sh -c 'sleep 1001 & exec sleep 1002'
      systemctl stop two
      pgrep -c sleep`)
    expect(stdout).toBe('running\n0\n')
  })

  it('shows nothing of this process to what runs inside', async () => {
    const { stdout } = await site.host('edge-1').run('env | cut -d= -f1 | sort')
    expect(stdout.split('\n').filter((name) => !['HOME', 'LANG', 'PATH', 'PWD', ''].includes(name))).toEqual([])
  })

  it('gives each host the disk that it asked for', async () => {
    const [app1, app2] = [site.host('app-1'), site.host('app-2')]
    expect((await app1.run('ls /usr/sbin/haproxy')).exitCode).toBe(2)
    expect((await app2.run('ls /usr/sbin/haproxy && cat /opt/told/before')).stdout).toBe('/usr/sbin/haproxy\ntold\n')
    const filled = await app1.run('head -c 9M /dev/zero > /srv/full', { limitMs: 10_000 })
    expect(filled.stderr).toContain('No space left on device')
  })

  it('reaches hosts and their neighbours, and nothing else', async () => {
    const [app, edge] = [site.host('app-2'), site.host('edge-1')]
    expect(await reaches(app, edge.address)).toBe(true)
    expect((await app.run('ip route show default')).stdout).toBe('')
    expect((await runCommand('ip', ['route', 'get', '10.77.255.1'])).exitCode).not.toBe(0)
  })

  it('runs programs of this machine in the network of a host', async () => {
    const { address } = site.host('app-1')
    const script = `const s = require('net').connect(22, '${address}', () => { console.log(s.localAddress); s.destroy() })`
    const client = site.spawnIn('edge-1', process.execPath, ['-e', script])
    const [line]: unknown[] = await once(client.stdout, 'data')
    expect(String(line)).toBe(`${site.host('edge-1').address}\n`)
  })

  it('cuts and mends the link of a host', async () => {
    const [app, edge] = [site.host('app-2'), site.host('edge-1')]
    await app.cut()
    expect(await reaches(edge, app.address)).toBe(false)
    expect((await ssh(site, `root@${app.address}`, 'true')).exitCode).toBe(255)
    await app.mend()
    expect(await reaches(edge, app.address)).toBe(true)
    expect((await ssh(site, `root@${app.address}`, 'true')).exitCode).toBe(0)
  })

  it('kills a host without a last word, and boots it again with its disk', async () => {
    const host = site.host('app-2')
    await host.run('echo kept > /opt/kept; echo gone > /run/gone; ip address add 10.77.0.1/32 dev host0')
    const socket = connect(22, host.address)
    const words: string[] = []
    for (const event of ['end', 'error', 'close']) socket.on(event, () => words.push(event))
    await once(socket, 'data')
    await host.kill()
    await sleep(300)
    expect(words).toEqual([])
    expect(() => host.pid).toThrow('Host app-2 is down')
    await host.boot()
    const { stdout } = await host.run(
      'cat /opt/kept; ls /run/gone; ip -o address show to 10.77.0.1; cat /opt/told/before',
    )
    expect(stdout).toBe('kept\ntold\n')
    expect((await ssh(site, `deploy@${host.address}`, 'true')).exitCode).toBe(0)
    socket.destroy()
  })
})

describeWith([lab], 'labs', () => {
  it('stand beside each other, and leave nothing behind', async () => {
    const numbers: (string | undefined)[] = []
    {
      await using one = await openLab({ hosts: { 'app-1': {} } })
      await using other = await openLab({ hosts: { 'app-1': {} } })
      for (const site of [one, other]) {
        expect((await ssh(site, `root@${site.host('app-1').address}`, 'hostname')).stdout).toBe('app-1\n')
        numbers.push(site.vip.split('.')[2])
      }
      expect(await reaches(one.host('app-1'), other.host('app-1').address)).toBe(false)
    }
    expect(new Set(numbers).size).toBe(2)
    expect(numbers.flatMap((number) => findLeftBehind(Number(number)))).toEqual([])
  })

  it('say why a host does not come up, and leave nothing of it', async () => {
    const failing = '[Service]\nType=oneshot\nExecStart=/bin/false\n[Install]\nWantedBy=multi-user.target\n'
    const files = {
      '/etc/systemd/system/failing.service': failing,
      '/etc/systemd/system/ssh.service.d/wants.conf': '[Unit]\nWants=failing.service\n',
    }
    await expect(openLab({ hosts: { 'app-1': { files } } })).rejects.toThrow(
      /Host app-1 did not come up.*failing\.service/s,
    )
  })
})

async function reaches(from: LabHost, address: string): Promise<boolean> {
  return (await from.run(`timeout 1 bash -c '</dev/tcp/${address}/22'`)).exitCode === 0
}
