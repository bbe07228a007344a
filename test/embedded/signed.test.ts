import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describeWith, type MadeKey, SshKeys, sshKeygen } from '@towpath/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { annotationsIn, errorIn } from './annotations.ts'
import { Shop, type StepDone } from './shop.ts'

const exec = promisify(execFile)
const branch = 'refs/heads/towpath/environments/dev'
const timeout = 120_000

/** One story, told in order: each part stands on the ones before. */
describeWith([sshKeygen], 'an environment whose revisions are signed', () => {
  let shop: Shop
  let keys: SshKeys
  let key: MadeKey
  let person: MadeKey
  beforeAll(async () => {
    shop = await Shop.open()
    keys = new SshKeys()
    key = keys.make('delivery', { passphrase: 'long and dull' })
    person = keys.make('person')
    await shop.publish('stock')
  }, timeout)
  afterAll(async () => {
    keys[Symbol.dispose]()
    await shop.close()
  }, 60_000)

  const signing = () => ({ 'signing-key': key.privateKey, 'signing-key-passphrase': 'long and dull' })
  const allowed = () => ({ 'allowed-signers': `delivery@acme ${key.publicKey}\nada@acme ${person.publicKey}` })
  const deploy = (given: Readonly<Record<string, string>> = {}): Promise<StepDone> =>
    shop.step('deploy', { environment: 'dev', ...allowed(), ...given })
  const promote = (given: Readonly<Record<string, string>> = {}): Promise<StepDone> =>
    shop.done('promote', { environment: 'dev', packages: 'stock', ...given })
  /** A change of the spec, so that there is something to promote. */
  const setRegion = (region: string) =>
    shop.edit('environments/dev.yaml', (text) => `${text.replace(/config: .*\n/, '')}config: {REGION: ${region}}\n`)
  const git = async (...args: readonly string[]): Promise<string> =>
    (await exec('git', ['-C', shop.metadata, ...args])).stdout

  it('is deployed by those who allow its key', { timeout }, async () => {
    const promoted = await promote(signing())
    const deployed = await deploy()
    expect(deployed.outputs['status']).toBe('deployed')
    expect(deployed.log).toContain(`dev@1 is signed by delivery@acme (${key.fingerprint})`)
    const secrets = ['long and dull', ...key.privateKey.split('\n').slice(1, -2)]
    for (const said of [promoted.log.replaceAll(/^::add-mask::.*$/gm, ''), promoted.summary, deployed.log]) {
      for (const secret of secrets) expect(said).not.toContain(secret)
    }
    expect(Object.values(await shop.documents()).join('\n')).not.toContain(secrets[1])
  })

  it('runs on as it is while an unsigned revision is refused, and so is a signed one that was made from it', {
    timeout,
  }, async () => {
    await setRegion('eu')
    await promote()
    expect(errorIn((await deploy()).log)).toMatchObject({ title: 'revision-unsigned' })
    expect(errorIn((await deploy({ 'dry-run': 'true' })).log)).toMatchObject({ title: 'revision-unsigned' })
    await setRegion('us')
    await promote(signing())
    const refused = await deploy()
    expect(refused.exitCode).toBe(1)
    expect(errorIn(refused.log)).toMatchObject({
      title: 'revision-unsigned',
      message: expect.stringMatching(/^dev@2, which dev@3 was made from: expected to be signed/),
    })
    expect(await shop.get('dev', '/stock/healthz')).toMatchObject({ status: 200 })
  })

  it('goes on once a person has signed what was not, with ssh-keygen and git alone', { timeout }, async () => {
    const text = await git('show', `${branch}:revisions/2.json`)
    const clone = join(shop.folder, 'signing')
    await exec('git', ['clone', '--quiet', '--branch', 'towpath/environments/dev', shop.metadata, clone])
    await writeFile(join(clone, 'revisions/2.sig'), keys.sign(text, person))
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@localhost']
    await exec('git', ['-C', clone, 'add', 'revisions/2.sig'])
    await exec('git', ['-C', clone, ...identity, 'commit', '--quiet', '--message', 'sign dev@2'])
    await exec('git', ['-C', clone, 'push', '--quiet'])
    const deployed = await deploy()
    expect(deployed.outputs).toMatchObject({ revision: '3', status: 'deployed' })
  })

  it('whose store was restored from a backup is refused by its hosts, until somebody takes them over', {
    timeout,
  }, async () => {
    const backup = (await git('rev-parse', branch)).trim()
    for (const region of ['ap', 'sa']) {
      await setRegion(region)
      await promote(signing())
      expect((await deploy()).outputs['status']).toBe('deployed')
    }
    await git('update-ref', branch, backup)
    await setRegion('af')
    await promote(signing())
    // The store counts its fences from the backup on, and the hosts have seen newer ones.
    expect(errorIn((await deploy()).log)).toMatchObject({
      title: 'lease-lost',
      message: expect.stringContaining('restored from a backup, deploy with `take-over: hosts`'),
    })
    expect(errorIn((await deploy()).log)).toMatchObject({
      title: 'revision-foreign',
      message: expect.stringMatching(
        /^Host here: expected a revision that this store has, found dev@5, .*restored from a backup, deploy with `take-over: hosts`/,
      ),
    })

    const looked = await deploy({ 'take-over': 'hosts', 'dry-run': 'true' })
    expect(looked.exitCode).toBe(0)
    const taken = await deploy({ 'take-over': 'hosts' })
    expect(annotationsIn(taken.log)).toContainEqual(
      expect.objectContaining({
        level: 'warning',
        title: 'host-taken-over',
        message: expect.stringContaining('dev@5'),
      }),
    )
    expect(taken.outputs).toMatchObject({ revision: '4', status: 'deployed' })
    const again = await deploy()
    expect(again.outputs['status']).toBe('unchanged')
    expect(annotationsIn(again.log).filter(({ level }) => level !== 'notice')).toEqual([])
    expect(await shop.get('dev', '/stock/healthz')).toMatchObject({ status: 200 })
  })
})
