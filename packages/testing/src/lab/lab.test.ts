import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeWith } from '../requirement.ts'
import { type CommandResult, runCommand } from './command.ts'
import { lab, openLab, type Site } from './index.ts'

describeWith([lab], 'a lab of three hosts', () => {
  let site: Site

  beforeAll(async () => {
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
})

async function ssh(site: Site, destination: string, command: string): Promise<CommandResult> {
  const options = [
    'BatchMode=yes',
    `UserKnownHostsFile=${site.knownHostsFile}`,
    'ConnectTimeout=2',
    'IdentitiesOnly=yes',
  ]
  return runCommand('ssh', [
    '-F',
    'none',
    '-i',
    site.keyFile,
    ...options.flatMap((option) => ['-o', option]),
    destination,
    command,
  ])
}
