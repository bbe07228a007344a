import { expect } from 'vitest'
import { type HostBench, shell } from '../contract/bench.ts'
import { stepsOn } from '../contract/steps.ts'
import { releaseFolder, stateFolder } from '../layout.ts'
import { logsCommand } from '../phases/logs.ts'
import type { InstanceToStart } from '../phases/start.ts'
import { runCommand } from '../script/command.ts'
import { sayingInto } from './python-programs.ts'

export const own = { kind: 'own', name: 'tp_prod_orders' } as const

/** What the tests of units under systemd do again and again: with an instance of orders 1.4.0, release `aaaaaaaa`, as a user of its own. */
export function unitStepsOn(bench: () => HostBench) {
  const steps = stepsOn(bench)
  const { acting, instance, start, stop, brought } = steps
  const on = (program: string, variables: Record<string, string> = {}) => shell(bench().host, program, variables)
  const property = async (unit: string, name: string): Promise<string> =>
    (await on('systemctl show -P "$NAME" -- "$UNIT.service"', { NAME: name, UNIT: unit })).trim()
  const logOf = (unit: string, lines = 50) => runCommand(bench().host, logsCommand(unit, lines))
  const folderOf = (environment: string) => releaseFolder(bench().host.layout, environment, 'orders', 'aaaaaaaa')
  const stateOf = (environment: string) => stateFolder(bench().host.layout, environment, 'orders')
  const wantedIn = async (environment: string, more: Partial<InstanceToStart> = {}): Promise<InstanceToStart> => {
    const who = acting(environment)
    return instance(who, await brought(bench().host, who, 'trial'), 'aaaaaaaa', { user: own, ...more })
  }
  /** Starts it, gives it to `use`, and takes it away again. */
  const running = async (
    environment: string,
    more: Partial<InstanceToStart>,
    use: (wanted: InstanceToStart, port: number) => Promise<void>,
  ): Promise<void> => {
    const wanted = await wantedIn(environment, more)
    const [started] = await start(bench().host, acting(environment), wanted)
    try {
      await use(wanted, started?.ports['http'] ?? 0)
    } finally {
      await stop(bench().host, acting(environment), wanted)
    }
  }
  /** What a program in Python says that runs as the instance. */
  const saidBy = async (environment: string, program: string, more: Partial<InstanceToStart> = {}): Promise<string> => {
    const folder = `${stateOf(environment)}/data`
    let said = ''
    const command = ['python3', '-c', sayingInto(folder, program)]
    await running(environment, { command, ports: {}, ...more }, async ({ unit }) => {
      const isSaid = () => on('[ ! -e "$FOLDER/said" ] || echo yes', { FOLDER: folder })
      await expect.poll(isSaid, { message: unit, timeout: 10_000 }).toBe('yes\n')
      said = await on('cat "$FOLDER/said"; rm "$FOLDER/said"', { FOLDER: folder })
    })
    return said
  }
  /** `STATE PID` of a unit. */
  const processOf = async (unit: string): Promise<string> =>
    (await on('unit_process "$UNIT"', { UNIT: unit })).trimEnd()
  return { ...steps, on, property, logOf, folderOf, stateOf, wantedIn, running, saidBy, processOf }
}
