import { describe, expect, it } from 'vitest'
import { change, domain, increment, type Stage } from './stage.ts'

export function contractOfDomains(stage: Stage): void {
  describe('a domain', () => {
    it('reads as empty while it is absent, and reading does not make it', async () => {
      const snapshot = await stage.store.read(domain)
      expect(snapshot).toMatchObject({ domain, version: '' })
      expect(await snapshot.get('a.json')).toBeUndefined()
      expect(await snapshot.list('')).toEqual([])
      expect(await stage.store.domains('')).toEqual([])
    })

    it('is made by its first commit', async () => {
      const snapshot = await stage.store.commit(domain, 'First', change({ write: { 'a.json': 'A' } }))
      expect(snapshot.version).not.toBe('')
      expect((await stage.second.read(domain)).version).toBe(snapshot.version)
      expect(await stage.second.domains('')).toEqual([domain])
    })

    it('is listed by prefix, sorted', async () => {
      for (const name of ['topology/dev', 'environments/staging', 'environments/dev', 'packages']) {
        await stage.store.commit(name, 'Make', change({ write: { x: name } }))
      }
      expect(await stage.second.domains('')).toEqual([
        'environments/dev',
        'environments/staging',
        'packages',
        'topology/dev',
      ])
      expect(await stage.second.domains('environments/')).toEqual(['environments/dev', 'environments/staging'])
      expect(await stage.second.domains('environments/d')).toEqual(['environments/dev'])
      expect(await stage.second.domains('nothing')).toEqual([])
    })

    it('does not share documents with others', async () => {
      await stage.store.commit('environments/dev', 'Make', change({ write: { x: 'dev' } }))
      await stage.store.commit('environments/dev-eu', 'Make', change({ write: { y: 'dev-eu' } }))
      expect(await (await stage.second.read('environments/dev')).list('')).toEqual(['x'])
      expect((await stage.second.read('environments')).version).toBe('')
    })

    it("can't have a name that another domain begins with", async () => {
      await stage.store.commit('environments/dev', 'Make', change({ write: { x: '1' } }))
      const shorter = stage.store.commit('environments', 'Make', change({ write: { x: '1' } }))
      await expect(shorter).rejects.toMatchObject({ code: 'domain-taken' })
      const longer = stage.store.commit('environments/dev/eu', 'Make', change({ write: { x: '1' } }))
      await expect(longer).rejects.toMatchObject({ code: 'domain-taken' })
    })

    for (const name of [
      '',
      '/a',
      'a/',
      'a//b',
      '..',
      'a/../b',
      'a b',
      'a\n',
      'a/.b',
      'a..b',
      'a.lock',
      '-a',
      'a~1',
      'ä',
    ]) {
      it(`refuses the name ${JSON.stringify(name)}`, async () => {
        await expect(stage.store.read(name)).rejects.toMatchObject({ code: 'domain-invalid' })
        await expect(stage.store.commit(name, 'No', increment)).rejects.toMatchObject({ code: 'domain-invalid' })
      })
    }
  })
}
