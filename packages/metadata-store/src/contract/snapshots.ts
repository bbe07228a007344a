import { describe, expect, it } from 'vitest'
import { change, domain, increment, type Stage } from './stage.ts'

export function contractOfSnapshots(stage: Stage): void {
  describe('a snapshot', () => {
    it('lists by prefix, sorted, full paths', async () => {
      const documents = {
        'orders/1.4.2.json': '',
        'orders/1.4.10.json': '',
        'orders-eu/1.json': '',
        'stock/1.json': '',
      }
      await stage.store.commit(domain, 'Make', change({ write: documents }))
      const snapshot = await stage.second.read(domain)
      expect(await snapshot.list('')).toEqual(Object.keys(documents).sort())
      expect(await snapshot.list('orders/')).toEqual(['orders/1.4.10.json', 'orders/1.4.2.json'])
      expect(await snapshot.list('orders')).toHaveLength(3)
      expect(await snapshot.list('orders/1.4.2')).toEqual(['orders/1.4.2.json'])
      expect(await snapshot.list('../')).toEqual([])
    })

    it('stays as it was, whatever is committed later', async () => {
      const first = await stage.store.commit(domain, 'One', change({ write: { a: '1', b: '1' } }))
      const untouched = await stage.second.read(domain)
      expect(await first.get('a')).toBe('1')
      await stage.second.commit(domain, 'Two', change({ write: { a: '2', c: '2' }, remove: ['b'] }))
      await stage.store.commit(domain, 'Three', change({ write: { a: '3' } }))
      for (const snapshot of [first, untouched]) {
        expect(await snapshot.list('')).toEqual(['a', 'b'])
        expect([await snapshot.get('a'), await snapshot.get('b'), await snapshot.get('c')]).toEqual([
          '1',
          '1',
          undefined,
        ])
      }
      expect(await (await stage.second.read(domain)).get('a')).toBe('3')
    })

    it('that an intent was given is the one that is replaced', async () => {
      const seen: string[] = []
      await stage.store.commit(domain, 'One', change({ write: { a: '1' } }))
      const head = await stage.second.read(domain)
      await stage.store.commit(domain, 'Two', async (at) => {
        seen.push(at.version)
        return { kind: 'change', write: { a: '2' } }
      })
      expect(seen).toEqual([head.version])
    })
  })

  it('answers many readings of one snapshot at once', async () => {
    const documents = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`p/${index}`, `${index}\n`.repeat(index)]),
    )
    await stage.store.commit(domain, 'Make', change({ create: documents }))
    const snapshot = await stage.second.read(domain)
    const texts = await Promise.all((await snapshot.list('p/')).map(async (path) => [path, await snapshot.get(path)]))
    expect(Object.fromEntries(texts)).toEqual(documents)
  })

  it('says that it was closed, and can be closed twice', async () => {
    await stage.second.close()
    await stage.second.close()
    await expect(stage.second.read(domain)).rejects.toMatchObject({ code: 'store-closed' })
    await expect(stage.second.domains('')).rejects.toMatchObject({ code: 'store-closed' })
    await expect(stage.second.commit(domain, 'No', increment)).rejects.toMatchObject({ code: 'store-closed' })
  })
}
