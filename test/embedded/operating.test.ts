import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorIn } from './annotations.ts'
import { Shop } from './shop.ts'

const timeout = 90_000

/** One story, told in order: each part stands on the ones before. */
describe('an environment that people work on from a terminal', { timeout }, () => {
  let shop: Shop
  beforeAll(async () => {
    shop = await Shop.open()
    await shop.publish('stock')
    await shop.deliver('dev', 'stock')
  }, timeout)
  afterAll(() => shop?.close(), 60_000)

  const towpath = (...args: readonly string[]) =>
    shop.towpath(...args, '--metadata-store', `git:${shop.metadata}#towpath`)
  const setRegion = (region: string) =>
    shop.edit('environments/dev.yaml', (text) => `${text.replace(/^config: .*\n/m, '')}config: {REGION: ${region}}\n`)

  it('is kept from changing by a lock, and what runs may be deployed again', async () => {
    await setRegion('eu')
    await shop.done('promote', { environment: 'dev' })
    const locked = await towpath('lock', 'dev', '--reason', 'an incident', '--for', '2h')
    expect(locked).toMatchObject({ code: 0, said: expect.stringMatching(/^dev is locked by .+ until .+: an incident/) })
    const refused = await shop.step('deploy', { environment: 'dev' })
    expect(refused.exitCode).toBe(1)
    expect(errorIn(refused.log)).toMatchObject({
      title: 'locked',
      message: expect.stringContaining('towpath unlock dev'),
    })
    const again = await shop.done('deploy', { environment: 'dev', revision: '1' })
    expect(again.outputs['status']).toBe('unchanged')
    expect((await towpath('status', '--environment', 'dev')).said).toMatch(/dev is locked by .+ until .+: an incident/)
  })

  it('is open again when the lock is lifted', async () => {
    expect((await towpath('unlock', 'dev')).said).toContain('dev is open again')
    expect(await towpath('unlock', 'dev')).toMatchObject({ code: 1, said: expect.stringContaining('lock-unknown') })
    await setRegion('us')
    await shop.done('promote', { environment: 'dev', reason: 'nearer to those who buy' })
    expect((await shop.done('deploy', { environment: 'dev' })).outputs['status']).toBe('deployed')
    const late = await shop.done('deploy', { environment: 'dev', revision: '2' })
    expect(late.outputs['status']).toBe('unchanged')
    expect(late.summary).toContain('dev@2 went live with dev@3')
  })

  it('says what changed, who did it, and where a value comes from', async () => {
    const changed = await towpath('diff', 'dev@1', 'dev@3')
    expect(changed.said).toContain('config.REGION: nothing → us')
    expect((await towpath('diff', 'dev')).said).toContain('dev@3 is deployed, and nothing waits')
    const told = JSON.parse((await towpath('history', 'dev', '--json')).said)
    expect(told.entries).toMatchObject([
      {
        revision: 3,
        isDeployed: true,
        request: { reason: 'nearer to those who buy' },
        deploys: [{ status: 'deployed' }],
      },
      { revision: 2, deploys: [] },
      { revision: 1, deploys: [{ status: 'deployed' }, { status: 'unchanged' }] },
    ])
    const explained = await towpath('explain', 'stock', '--environment', 'dev', '--revision', '2')
    expect(explained.said).toMatch(/config\.REGION +eu {2}\(config\)/)
  })
})
