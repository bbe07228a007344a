import { Fault } from '@towpath/fault'
import { describe, expect, it } from 'vitest'
import { change, domain, increment, type Stage } from './stage.ts'

export function contractOfWriters(stage: Stage): void {
  describe('writers that meet', () => {
    it('are asked again with the new head, and both changes stay', async () => {
      await stage.store.commit(domain, 'Start', change({ write: { count: '10' } }))
      const seen: (string | undefined)[] = []
      await stage.store.commit(domain, 'Slow', async (at) => {
        seen.push(await at.get('count'))
        if (seen.length === 1) await stage.second.commit(domain, 'Fast', increment)
        return increment(at)
      })
      expect(seen).toEqual(['10', '11'])
      expect(await (await stage.second.read(domain)).get('count')).toBe('12')
    })

    it('both make the domain', async () => {
      let turns = 0
      await stage.store.commit(domain, 'Slow', async (at) => {
        if (++turns === 1) await stage.second.commit(domain, 'Fast', increment)
        return increment(at)
      })
      expect(turns).toBe(2)
      expect(await (await stage.second.read(domain)).get('count')).toBe('2')
    })

    it('can refuse what they would have done on the older head', async () => {
      const fault = new Fault('lease-taken', { where: 'staging' })
      const slow = stage.store.commit(domain, 'Take', async (at) => {
        if ((await at.get('lease')) !== undefined) return { kind: 'refusal', fault }
        await stage.second.commit(domain, 'Take', change({ create: { lease: 'second' } }))
        return { kind: 'change', create: { lease: 'first' } }
      })
      await expect(slow).rejects.toBe(fault)
      expect(await (await stage.store.read(domain)).get('lease')).toBe('second')
    })

    it('who make the very same change are two writers', async () => {
      await stage.store.commit(domain, 'Start', change({ write: { count: '0' } }))
      await Promise.all([stage.store.commit(domain, 'Same', increment), stage.second.commit(domain, 'Same', increment)])
      expect(await (await stage.second.read(domain)).get('count')).toBe('2')
    })

    it('lose none of 80 commits of 8', { timeout: 120_000 }, async () => {
      const writers = Array.from({ length: 8 }, (_, index) => ({
        name: `w${index}`,
        own: index % 2 === 0 ? stage.store : stage.second,
      }))
      await Promise.all(
        writers.map(async ({ name, own }) => {
          for (let turn = 0; turn < 10; turn++) {
            await own.commit(domain, `${name} ${turn}`, async (at) => {
              const { write } = await increment(at)
              return { kind: 'change', create: { [`by/${name}/${turn}`]: name }, ...(write && { write }) }
            })
          }
        }),
      )
      const snapshot = await stage.second.read(domain)
      expect(await snapshot.get('count')).toBe('80')
      expect(await snapshot.list('by/')).toHaveLength(80)
    })

    it('in different domains do not disturb each other', async () => {
      const names = ['environments/a', 'environments/b', 'topology/a', 'packages']
      const turns = new Map<string, number>()
      await Promise.all(
        names.map((name) =>
          stage.store.commit(name, 'Make', async (at) => {
            turns.set(name, (turns.get(name) ?? 0) + 1)
            return increment(at)
          }),
        ),
      )
      expect([...turns.values()]).toEqual([1, 1, 1, 1])
      expect(await stage.second.domains('')).toEqual(names.toSorted())
    })
  })
}
