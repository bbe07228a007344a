import { askProxy, planProxyUnit, proxyPaths } from '@towpath/embedded'
import { type EnvironmentSpec, vipOf } from '@towpath/environment'
import { type Acting, environmentFolder, type Host, type HostScript, logsCommand, runCommand } from '@towpath/hosts'
import { DeployFault } from '../deploy-fault.ts'
import { EmbeddedProxy } from './embedded-proxy.ts'

const drainSeconds = 30

/*
 * Settings and unit on stdin, base64, a line each. A proxy that runs by the same program and settings is left alone; one by others hands its
 * sockets over to its successor, so that no connection is refused.
 */
const program = `
IFS= read -r settings
IFS= read -r unit
lock
ENVIRONMENT_DIR=$KEEP/environments/$ENVIRONMENT
fence
mkdir -p -- "$FOLDER"
printf %s "$settings" | base64 -d | replace "$FOLDER/proxy.json"
printf %s "$unit" | base64 -d | unit_write "$UNIT"
want=$(printf '%s %s' "$PROGRAM" "$settings" | sha256sum | cut -c 1-64)
have=
[ ! -s "$FOLDER/started" ] || have=$(cat "$FOLDER/started")
unlock
supervised ensure "$SUPERVISED_ROOT" > /dev/null
if [ -n "$have" ] && [ "$have" != "$want" ]; then
  supervised unit replace "$SUPERVISED_ROOT" "$UNITS/$UNIT.json" > /dev/null
else
  unit_start "$UNIT"
fi
printf '%s\\n' "$want" | replace "$FOLDER/started"
echo end
`

/** The embedded proxy of an environment, started when it does not run and replaced without a gap when it is an older one. */
export async function openEmbeddedProxy(host: Host, spec: EnvironmentSpec, acting: Acting): Promise<EmbeddedProxy> {
  const folder = `${environmentFolder(host.layout, spec.environment)}/proxy`
  const unit = proxyUnitName(spec.environment)
  await runCommand(host, {
    script: proxyScript(spec, acting, folder),
    stdin: [settingsOf(spec), unitOf(host, unit, folder)]
      .map((text) => `${Buffer.from(text).toString('base64')}\n`)
      .join(''),
    parse: () => undefined,
  })
  await waitForAnswer(host, folder, unit, spec)
  return new EmbeddedProxy(host, folder)
}

export function proxyUnitName(environment: string): string {
  return `towpath-proxy-${environment}`
}

function proxyScript(spec: EnvironmentSpec, acting: Acting, folder: string): HostScript {
  return {
    name: 'proxy',
    program,
    variables: {
      ENVIRONMENT: spec.environment,
      FENCE: String(acting.fence),
      LOCK_SECONDS: String(acting.lockSeconds ?? 60),
      FOLDER: folder,
      UNIT: proxyUnitName(spec.environment),
    },
  }
}

function settingsOf(spec: EnvironmentSpec): string {
  return JSON.stringify({ schema: 1, address: vipOf(spec), port: spec.address.port, drainSeconds })
}

function unitOf(host: Host, name: string, folder: string): string {
  const hostName = host.layout.root.slice(host.layout.root.lastIndexOf('/') + 1)
  return JSON.stringify(
    planProxyUnit({ host: hostName, name, folder, logFile: `${host.layout.logs}/${name}.log`, drainSeconds }),
  )
}

async function waitForAnswer(host: Host, folder: string, unit: string, spec: EnvironmentSpec): Promise<void> {
  const until = performance.now() + 10_000
  for (;;) {
    try {
      await askProxy(folder, { verb: 'state' })
      return
    } catch (cause) {
      if (performance.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 25))
        continue
      }
      const log = await runCommand(host, logsCommand(unit, 20))
      throw new DeployFault(
        'proxy-unreachable',
        {
          where: `The proxy of ${spec.environment} at ${vipOf(spec)}:${spec.address.port} (${proxyPaths(folder).folder})`,
          expected: 'an answer within 10 s of its start',
          found: log.at(-1) ?? 'none, and it said nothing',
        },
        { cause, log, retryable: true },
      )
    }
  }
}
