import { askProxy, planProxyUnit } from '@towpath/embedded'
import { type EnvironmentSpec, vipOf } from '@towpath/environment'
import {
  type Acting,
  environmentFolder,
  type Host,
  type HostCommand,
  logsCommand,
  renderActing,
  runCommand,
} from '@towpath/hosts'
import { DeployFault } from '../deploy-fault.ts'
import { addressHex, listenerFunctions } from '../health/listener-functions.ts'
import { EmbeddedProxy } from './embedded-proxy.ts'

const drainSeconds = 30
const startLimitMs = 10_000

/*
 * Settings and unit on stdin, base64, a line each. A proxy that runs by the same program and settings is left alone, which takes no process
 * but this shell; one by others hands its sockets over to its successor, so that no connection is refused. Somebody else at the address is
 * told before anything is written. `started` says what the running one was started by.
 */
const program = `
${listenerFunctions}
IFS= read -r settings
IFS= read -r unit
lock
fence
ours() { tr '\\0' '\\n' < "/proc/$1/cmdline" 2> /dev/null | grep -qxF -- "$FOLDER"; }
want=$(printf '%s %s' "$PROGRAM" "$settings" | sha256sum | cut -c 1-64)
have=
[ ! -s "$FOLDER/started" ] || have=$(cat "$FOLDER/started")
pid=$(readlink -- "$FOLDER/control.sock" 2> /dev/null | tr -dc 0-9) || pid=
running=
[ -z "$pid" ] || ! ours "$pid" || running=yes
if [ "$have" = "$want" ] && [ -n "$running" ]; then
  echo same
  echo end
  exit 0
fi
for inode in $(listening "$ADDRESS" "$PORT"); do
  who=$(holder "$inode")
  [ -z "$who" ] || ! ours "\${who%% *}" || continue
  printf 'taken\\t%s\\n' "$who"
  echo end
  exit 0
done
mkdir -p -- "$FOLDER"
rm -f -- "$FOLDER/started"
printf %s "$settings" | base64 -d | replace "$FOLDER/proxy.json"
printf %s "$unit" | base64 -d | unit_write "$UNIT"
supervised ensure "$SUPERVISED_ROOT" > /dev/null
if [ -n "$running" ]; then
  supervised unit replace "$SUPERVISED_ROOT" "$UNITS/$UNIT.json" > /dev/null
else
  unit_start "$UNIT" > /dev/null
fi
printf '%s\\n' "$want" | replace "$FOLDER/started"
unlock
echo started
echo end
`

/**
 * The embedded proxy of an environment, started when it does not run and replaced without a gap when it is an older one.
 * Faults: `vip-taken`, `proxy-unreachable`.
 */
export async function openEmbeddedProxy(host: Host, spec: EnvironmentSpec, acting: Acting): Promise<EmbeddedProxy> {
  const folder = proxyFolder(host, spec.environment)
  const answer = await runCommand(host, openCommand(host, spec, acting))
  if (answer.kind === 'taken') throw vipTaken(spec, answer.holder)
  if (answer.kind === 'started') await waitForAnswer(host, spec)
  return new EmbeddedProxy(host, folder, acting)
}

function proxyUnitName(environment: string): string {
  return `towpath-proxy-${environment}`
}

function proxyFolder({ layout }: Host, environment: string): string {
  return `${environmentFolder(layout, environment)}/proxy`
}

type OpenAnswer = { readonly kind: 'same' | 'started' } | { readonly kind: 'taken'; readonly holder: string }

function openCommand(host: Host, spec: EnvironmentSpec, acting: Acting): HostCommand<OpenAnswer> {
  const { environment, address } = spec
  const name = proxyUnitName(environment)
  const folder = proxyFolder(host, environment)
  const settings = { schema: 1, address: vipOf(spec), port: address.port, drainSeconds }
  const unit = planProxyUnit({
    host: host.layout.root.slice(host.layout.root.lastIndexOf('/') + 1),
    name,
    folder,
    logFile: `${host.layout.logs}/${name}.log`,
    drainSeconds,
  })
  return {
    script: {
      name: 'proxy',
      program,
      variables: {
        ...renderActing(acting),
        FOLDER: folder,
        UNIT: name,
        ADDRESS: addressHex(vipOf(spec)),
        PORT: String(address.port),
      },
    },
    stdin: [settings, unit].map((document) => `${Buffer.from(JSON.stringify(document)).toString('base64')}\n`).join(''),
    parse: (records) => {
      const record = records.next()
      const kind = record.kind
      if (kind === 'taken') return { kind, holder: record.rest(1) }
      if (kind === 'same' || kind === 'started') return { kind }
      throw record.unreadable('`same`, `started` or `taken`', kind)
    },
  }
}

async function waitForAnswer(host: Host, spec: EnvironmentSpec): Promise<void> {
  const folder = proxyFolder(host, spec.environment)
  const until = performance.now() + startLimitMs
  for (;;) {
    try {
      await askProxy(folder, { verb: 'state' })
      return
    } catch (cause) {
      if (performance.now() > until) throw await unreachable(host, spec, cause)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

function vipTaken(spec: EnvironmentSpec, holder: string): DeployFault {
  return new DeployFault('vip-taken', {
    where: `${spec.environment}, address ${vipOf(spec)}:${spec.address.port}`,
    expected: 'it to be free for the proxy of this environment',
    found: holder === '' ? 'another process there' : `process ${holder} there`,
    fix: 'End that process, or give the environment another `address.port`',
  })
}

async function unreachable(host: Host, spec: EnvironmentSpec, cause: unknown): Promise<DeployFault> {
  const log = await runCommand(host, logsCommand(proxyUnitName(spec.environment), 20))
  return new DeployFault(
    'proxy-unreachable',
    {
      where: `The proxy of ${spec.environment} at ${vipOf(spec)}:${spec.address.port}`,
      expected: `an answer within ${startLimitMs / 1000} s of its start`,
      found: log.at(-1) ?? 'none, and it said nothing',
    },
    { cause, log, retryable: true },
  )
}
