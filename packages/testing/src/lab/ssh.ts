import { type CommandResult, runCommand } from './command.ts'
import type { Site } from './site.ts'

/** Runs a command by OpenSSH with the lab's key, and with its pinned keys only. */
export async function ssh(site: Site, destination: string, command: string): Promise<CommandResult> {
  const options = ['BatchMode=yes', `UserKnownHostsFile=${site.knownHostsFile}`, 'ConnectTimeout=2']
  const args = ['-F', 'none', '-i', site.keyFile, ...options.flatMap((option) => ['-o', option])]
  return runCommand('ssh', [...args, destination, command])
}
