import { packagePaths, parsePackageRecord } from '@towpath/descriptor'
import { describe, expect, it } from 'vitest'
import { deliver } from './deliver.ts'
import { faultsOf } from './testing/faults.ts'
import { ServiceRepository } from './testing/service-repository.ts'
import { recordedCall } from './testing/step-call.ts'

const spec = `environment: dev
address: {vip: 127.0.0.1, port: 18080}
proxies: {kind: embedded}
hostGroups: {web: {connection: local, root: ~/.towpath/hosts, hosts: [{name: here, address: 127.0.0.1}]}}
services: {stock: {hostGroup: web}}
policy: {allowed: {override: [ada]}}
`

/** A repository whose 1.0.1 provides less than the 1.0.0 that is published. */
async function openBroken(): Promise<ServiceRepository> {
  const repository = await ServiceRepository.create(process.env['PATH'] ?? '')
  repository.write('environments/dev.yaml', spec)
  repository.manifest({ more: 'provides: {http: {protocol: http, port: PORT}}\n' })
  repository.commit('Provide')
  await repository.release()
  repository.manifest({ version: '1.0.1' })
  repository.commit('Provide nothing')
  return repository
}

async function run(repository: ServiceRepository, inputs: Readonly<Record<string, string>>) {
  const { call, io } = recordedCall('deliver', repository.recording(inputs))
  await deliver(call)
  return io
}

describe('gates that are set aside on the whole path', () => {
  const reason = 'Nobody calls it'

  it.each([
    ['publish alone', { override: 'contract', reason }],
    ['both steps', { override: 'contract, freeze', reason, environment: 'dev', 'dry-run': 'true' }],
  ])('reach %s', async (_name, inputs) => {
    using repository = await openBroken()
    const io = await run(repository, inputs)
    expect(io.outputs.get('version')).toBe('1.0.1')
    const path = packagePaths.record('stock', '1.0.1')
    const { compatibility } = parsePackageRecord((await repository.published(path)) ?? '', path)
    expect(compatibility?.overrides).toEqual([{ gate: 'contract', by: 'ada', reason }])
  })

  it.each([
    ['that publish does not know', { override: 'contract freeze', reason }, 'input-invalid', '`freeze`'],
    ['of promote alone', { override: 'freeze', reason, environment: 'dev' }, 'bump-too-small', 'above 1.0.0'],
  ])('%s let nothing through', async (_name, inputs, code, message) => {
    using repository = await openBroken()
    const [fault] = await faultsOf(run(repository, inputs))
    expect(fault?.code).toBe(code)
    expect(fault?.message).toContain(message)
  })
})

describe('the whole path to an environment', () => {
  it('builds nothing when its spec is not there', async () => {
    using repository = await openBroken()
    const [fault] = await faultsOf(run(repository, { environment: 'prod' }))
    expect(fault).toMatchObject({ code: 'file-missing', message: expect.stringContaining('environments/prod.yaml') })
  })
})
