import { mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Folder of what labs build once: root file systems, the delay line. Made when it is not there. */
export async function openCache(): Promise<string> {
  const folder = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'towpath-lab')
  await mkdir(folder, { recursive: true })
  return folder
}
