import { HostFault } from '../host-fault.ts'
import { command, line, path, sliceName, word } from './systemd-text.ts'
import type { UnitSpec } from './unit-spec.ts'

/** Of a file's name that Linux takes, less `.service`. */
const longestName = 247

/** More starts than this in the interval and the unit has failed. */
const startLimit = 5

/**
 * What a service does not need is taken from it, as far as programs in Node, Python, Go and Java run: no MemoryDenyWriteExecute, which ends
 * every just-in-time compiler, and no ProcSubset, because they read /proc/meminfo.
 */
const hardening = `NoNewPrivileges=yes
CapabilityBoundingSet=
UMask=0077
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectProc=invisible
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
`

/** The text of a systemd unit. Holds nothing secret: everybody on the host can read it. @throws HostFault `value-refused`. */
export function renderSystemdUnit(unit: UnitSpec): string {
  checkName(unit.name)
  const where = `Unit ${unit.name}`
  const { description, workingDirectory, environmentFile, stopSeconds, restartSeconds } = unit
  return `# Written by Towpath, which overwrites it.
[Unit]
Description=${line(`${where}, description`, description)}
Wants=network-online.target
After=network-online.target
StartLimitBurst=${startLimit}
StartLimitIntervalSec=${60 + startLimit * restartSeconds}

[Service]
Type=exec
ExecStart=${command(`${where}, command`, unit.command, workingDirectory)}
WorkingDirectory=${line(`${where}, working directory`, workingDirectory)}
EnvironmentFile=${line(`${where}, environment file`, environmentFile)}
${renderUser(unit)}${renderCredentials(unit)}Restart=on-failure
RestartSec=${restartSeconds}
TimeoutStopSec=${stopSeconds}
SuccessExitStatus=143
Slice=${sliceName(unit.slice)}
SyslogIdentifier=${line(`${where}, syslog identifier`, unit.syslogIdentifier)}
LogExtraFields=${Object.entries(unit.logExtraFields)
    .map(([name, value]) => word(`${where}, log field`, `${name}=${value}`))
    .join(' ')}
${renderLimits(unit.resources)}${renderStatePaths(unit)}${hardening}
[Install]
WantedBy=multi-user.target
`
}

function checkName(name: string): void {
  if (/^towpath-[A-Za-z0-9_.:-]+$/.test(name) && name.length <= longestName) return
  throw new HostFault('value-refused', {
    where: `Unit ${name}`,
    expected: `\`towpath-\` and letters, digits or \`_ - . :\`, at most ${longestName} characters`,
    found: `${name.length} characters`,
  })
}

function renderUser({ name, user }: UnitSpec): string {
  return user === null ? '' : `User=${line(`Unit ${name}, user`, user)}\n`
}

/** systemd reads them as root and hands them to the service's user alone. */
function renderCredentials({ name, credentials }: UnitSpec): string {
  return Object.entries(credentials)
    .map(([id, file]) => `LoadCredential=${id}:${line(`Unit ${name}, credential ${id}`, file)}\n`)
    .join('')
}

function renderLimits({ cpuMilli, memoryMiB }: UnitSpec['resources']): string {
  const memory = memoryMiB === undefined ? '' : `MemoryMax=${memoryMiB}M\n`
  return cpuMilli === undefined ? memory : `${memory}CPUQuota=${cpuMilli / 10}%\n`
}

function renderStatePaths({ name, statePaths }: UnitSpec): string {
  if (statePaths.length === 0) return ''
  return `ReadWritePaths=${statePaths.map((one) => path(`Unit ${name}, state`, one)).join(' ')}\n`
}
