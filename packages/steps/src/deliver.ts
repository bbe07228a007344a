import type { EnvironmentSpec } from '@towpath/environment'
import { build } from './build.ts'
import { deploy } from './deploy.ts'
import { readInputs } from './inputs.ts'
import { promote } from './promote.ts'
import { readOverrides } from './promoting/overrides.ts'
import { publish } from './publish.ts'
import { contractGate } from './publishing/contracts/set-aside.ts'
import { register } from './register.ts'
import { readSpec } from './repository/spec-file.ts'
import type { Step, StepCall, StepName } from './step.ts'
import { StepFault } from './step-fault.ts'

/** The whole path of one package: build, publish, and with an environment promote, deploy and register. */
export const deliver: Step<'deliver'> = async (call) => {
  const { inputs, io } = call
  const environment = inputs.text('environment')
  if (environment !== null) refuseSsh(await readSpec(environment, inputs.text('spec'), io.context.workspace))
  const made: Record<string, string> = {}
  await part(call, 'build', build, {}, made)
  const overrides = readOverrides(inputs.text('override'))
  const ofPublish = overrides.filter((gate) => environment === null || gate === contractGate)
  await part(call, 'publish', publish, { package: made['package'] ?? '', override: ofPublish.join(', ') }, made)
  if (environment === null) return
  const name = `${made['name']}@${made['version']}`
  const ofPromote = overrides.filter((gate) => gate !== contractGate)
  await part(call, 'promote', promote, { packages: name, override: ofPromote.join(', ') }, made)
  if (inputs.flag('dry-run')) return
  await part(call, 'deploy', deploy, {}, made)
  await part(call, 'register', register, { report: '' }, made)
  io.say(`${name} runs in ${environment}`)
}

/**
 * Runs one step of the path with the inputs of this one, and hands its outputs on. Where two steps have an output of one name
 * (`digest`), the later one stands.
 */
async function part<Name extends StepName>(
  call: StepCall<'deliver'>,
  name: Name,
  step: Step<Name>,
  given: Readonly<Record<string, string>>,
  made: Record<string, string>,
): Promise<void> {
  const io = { ...call.io, input: (input: string) => (input in given ? given[input] || null : call.io.input(input)) }
  await call.io.group(name, () =>
    step({
      ...call,
      io,
      inputs: readInputs(name, io),
      output: (output, value) => {
        made[output] = String(value)
        call.io.output(output, String(value))
      },
    }),
  )
}

/** A job that builds must not hold the key to the hosts (DESIGN §8). */
function refuseSsh({ environment, hostGroups }: EnvironmentSpec): void {
  const remote = Object.entries(hostGroups).find(([, { connection }]) => connection !== 'local')
  if (remote === undefined) return
  throw new StepFault('wrong-connection', {
    where: `${environment}, hostGroups.${remote[0]}.connection`,
    expected: '`local`, because a job that builds must not hold the key to your hosts',
    found: '`ssh`',
    fix: 'Use two jobs: one with towpath/actions/build and publish, one with promote, deploy and register (workflows-examples/hosts.yml)',
  })
}
