import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { nameLab } from './lab-names.ts'

/** What is on this machine of the lab of this number: nothing once it is closed. */
export function findLeftBehind(number: number): readonly string[] {
  const { bridge, cgroup, folder, taps } = nameLab(number)
  const ownLink = (link: string): boolean => [bridge, ...taps].includes(link) || link.startsWith(`vb-${bridge}-`)
  const ownMachine = (machine: string): boolean => machine.startsWith(`${bridge}-`)
  // The cgroup of a process that ended and waits for its parent to look is `… (deleted)`.
  const ownGroup = (line: string): boolean => line.includes(`/${cgroup}/`) && !line.endsWith(' (deleted)')
  const paths = [folder, `${folder}.lock`, `/sys/fs/cgroup/unified/${cgroup}`, `/sys/fs/cgroup/${cgroup}`]
  return [
    ...paths.filter((path) => existsSync(path)),
    ...readdirSync('/sys/class/net').filter(ownLink),
    ...listFolder('/run/systemd/nspawn/propagate').filter(ownMachine),
    ...linesOf('/proc/self/mountinfo').filter((line) => line.includes(` ${folder}/`)),
    ...listFolder('/proc').filter((pid) => linesOf(`/proc/${pid}/cgroup`).some(ownGroup)),
  ]
}

function listFolder(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : []
}

/** None of a file that is not there: processes come and go. */
function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}
