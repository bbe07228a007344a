import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LabHost } from '@towpath/testing/lab'

/** How a value can be written: as it is, in hex, as part of a URL, and inside of any text in base64. */
function formsOf(value: string): readonly string[] {
  const inBase64 = [0, 1, 2].map((before) => {
    const text = Buffer.from(`${'x'.repeat(before)}${value}`)
    // What its neighbours have a part in is cut off.
    return text.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((text.length * 8) / 6))
  })
  return [value, encodeURIComponent(value), Buffer.from(value).toString('hex'), ...inBase64]
}

export function has(text: string, values: readonly string[]): boolean {
  return values.flatMap(formsOf).some((form) => text.includes(form))
}

/** Files of a host that have one of these values in any form: `mode user path`. What asks leaves no trace itself. */
export async function filesOf(
  host: LabHost,
  folders: readonly string[],
  values: readonly string[],
): Promise<readonly string[]> {
  const search = `grep -rlaF --devices=skip --exclude-dir=proc --exclude-dir=sys -f - ${folders.join(' ')} 2> /dev/null | sort -u |
    while IFS= read -r file; do stat -c '%a %U %n' -- "$file" 2> /dev/null || echo "gone $file"; done`
  const { stdout } = await host.run(search, { stdin: `${values.flatMap(formsOf).join('\n')}\n` })
  return stdout.split('\n').filter((line) => line !== '')
}

/** The journal, and all that systemd tells of the units that are ours. */
export async function toldBy(host: LabHost): Promise<readonly string[]> {
  const units = `'towpath*' 'system-towpath*'`
  const { stdout } = await host.run(
    `journalctl -o export --no-pager; systemctl show --no-pager ${units}; systemctl cat --no-pager 'towpath*'; systemctl show-environment`,
  )
  return stdout.split('\n')
}

/** What runs: `<user> <command line and environment>` each, as in /proc. */
export async function runningOn(host: LabHost): Promise<readonly string[]> {
  const { stdout } = await host.run(
    `for process in /proc/[0-9]*; do
      echo "$(stat -c %U $process) $(cat $process/cmdline $process/environ | base64 -w0)"
    done 2> /dev/null`,
  )
  const lines = stdout.trimEnd().split('\n')
  return lines.map((line) => {
    const [user = '', text = ''] = line.split(' ')
    return `${user} ${Buffer.from(text, 'base64').toString('latin1')}`
  })
}

/** Files below a folder of this machine that have one of these values in any form. */
export function filesBelow(folder: string, values: readonly string[]): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => has(readFileSync(file, 'latin1'), values))
}
