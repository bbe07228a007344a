import { Fault } from '@towpath/fault'
import { describe, expect, it } from 'vitest'
import { change, domain, type Stage } from './stage.ts'

export function contractOfChanges(stage: Stage): void {
  describe('a change', () => {
    it('creates, writes and removes at once', async () => {
      await stage.store.commit(domain, 'First', change({ write: { old: 'o', kept: 'k', 'deep/er': 'd' } }))
      await stage.store.commit(
        domain,
        'Then',
        change({ create: { new: 'n' }, write: { kept: 'K' }, remove: ['old', 'deep/er'] }),
      )
      const snapshot = await stage.second.read(domain)
      expect(await snapshot.list('')).toEqual(['kept', 'new'])
      expect(await snapshot.get('kept')).toBe('K')
      expect(await snapshot.get('new')).toBe('n')
      expect(await snapshot.get('old')).toBeUndefined()
      expect(await snapshot.get('deep')).toBeUndefined()
    })

    it('makes no version when it alters nothing', async () => {
      const before = await stage.store.commit(domain, 'First', change({ create: { a: 'A' }, write: { b: 'B' } }))
      const same = change({ create: { a: 'A' }, write: { b: 'B' }, remove: ['absent'] })
      expect((await stage.store.commit(domain, 'Again', same)).version).toBe(before.version)
      expect((await stage.store.commit(domain, 'Nothing', change({}))).version).toBe(before.version)
      expect((await stage.store.commit('topology/dev', 'Nothing', change({}))).version).toBe('')
      expect(await stage.second.domains('')).toEqual([domain])
    })

    it('keeps the domain when it removes the last document', async () => {
      await stage.store.commit(domain, 'First', change({ write: { a: 'A' } }))
      const empty = await stage.store.commit(domain, 'Empty', change({ remove: ['a'] }))
      expect(empty.version).not.toBe('')
      expect(await (await stage.second.read(domain)).list('')).toEqual([])
      await stage.second.commit(domain, 'Again', change({ create: { a: 'B' } }))
      expect(await (await stage.store.read(domain)).get('a')).toBe('B')
    })

    it('never writes other text over what was created once', async () => {
      const before = await stage.store.commit(domain, 'First', change({ create: { 'a/1.json': 'A' } }))
      const other = stage.second.commit(domain, 'Other', change({ create: { 'a/1.json': 'B' }, write: { c: 'C' } }))
      await expect(other).rejects.toMatchObject({ code: 'frozen' })
      const after = await stage.store.read(domain)
      expect(after.version).toBe(before.version)
      expect(await after.get('a/1.json')).toBe('A')
      expect(await after.get('c')).toBeUndefined()
    })

    it('that is refused writes nothing and throws that very fault', async () => {
      const before = await stage.store.commit(domain, 'First', change({ write: { a: 'A' } }))
      const fault = new Fault('soak', { where: 'prod' })
      const refused = stage.store.commit(domain, 'Refused', async () => ({ kind: 'refusal', fault }))
      await expect(refused).rejects.toBe(fault)
      expect((await stage.second.read(domain)).version).toBe(before.version)
    })

    it('whose intent throws writes nothing', async () => {
      const cause = new Error('the disk is gone')
      const failed = stage.store.commit(domain, 'Failed', () => Promise.reject(cause))
      await expect(failed).rejects.toBe(cause)
      expect((await stage.second.read(domain)).version).toBe('')
    })

    it('has a path in one of its parts only', async () => {
      const twice = stage.store.commit(domain, 'Twice', change({ write: { a: 'A' }, remove: ['a'] }))
      await expect(twice).rejects.toMatchObject({ code: 'change-invalid' })
    })

    for (const path of [
      '',
      '/a',
      'a/',
      'a//b',
      '.',
      '..',
      'a/../b',
      './a',
      'a\nb',
      'a\0b',
      'a\u007f',
      'a/.git/b',
      '\ud800',
    ]) {
      it(`refuses the path ${JSON.stringify(path)}`, async () => {
        const invalid = { code: 'path-invalid' }
        await expect(stage.store.commit(domain, 'No', change({ write: { [path]: 'x' } }))).rejects.toMatchObject(
          invalid,
        )
        await expect(stage.store.commit(domain, 'No', change({ create: { [path]: 'x' } }))).rejects.toMatchObject(
          invalid,
        )
        await expect(stage.store.commit(domain, 'No', change({ remove: [path] }))).rejects.toMatchObject(invalid)
        await expect((await stage.store.read(domain)).get(path)).rejects.toMatchObject(invalid)
        expect((await stage.second.read(domain)).version).toBe('')
      })
    }

    it('never makes a path both document and folder', async () => {
      await stage.store.commit(domain, 'First', change({ write: { 'a/b': '1', c: '2' } }))
      const invalid = { code: 'path-invalid' }
      await expect(stage.store.commit(domain, 'Over', change({ write: { a: 'x' } }))).rejects.toMatchObject(invalid)
      await expect(stage.store.commit(domain, 'Under', change({ write: { 'c/d': 'x' } }))).rejects.toMatchObject(
        invalid,
      )
      await expect(stage.store.commit(domain, 'Both', change({ write: { e: 'x', 'e/f': 'x' } }))).rejects.toMatchObject(
        invalid,
      )
      expect(await (await stage.second.read(domain)).list('')).toEqual(['a/b', 'c'])
    })
  })
}
