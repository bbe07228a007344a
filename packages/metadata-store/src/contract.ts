import { Fault } from '@towpath/fault'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Change, MetadataStore, Snapshot } from './metadata-store.ts'

/** Two stores on the same data, as two runs of a workflow have them. */
export interface Pair {
  readonly store: MetadataStore
  readonly second: MetadataStore
  close(): Promise<void>
}

const domain = 'packages'

function change(parts: Omit<Change, 'kind'>): () => Promise<Change> {
  return async () => ({ kind: 'change', ...parts })
}

/** Adds one to the number at a path; loses counts if a store loses commits. */
async function increment(at: Snapshot): Promise<Change> {
  const count = Number((await at.get('count')) ?? '0')
  return { kind: 'change', write: { count: String(count + 1) } }
}

/** What every adapter of the port must do. Call it in a `describe` of the adapter's own. */
export function contractOfMetadataStore(make: () => Promise<Pair>): void {
  let pair: Pair
  let store: MetadataStore
  let second: MetadataStore

  beforeEach(async () => {
    pair = await make()
    store = pair.store
    second = pair.second
  })
  afterEach(() => pair.close())

  describe('a domain', () => {
    it('reads as empty while it is absent, and reading does not make it', async () => {
      const snapshot = await store.read(domain)
      expect(snapshot).toMatchObject({ domain, version: '' })
      expect(await snapshot.get('a.json')).toBeUndefined()
      expect(await snapshot.list('')).toEqual([])
      expect(await store.domains('')).toEqual([])
    })

    it('is made by its first commit', async () => {
      const snapshot = await store.commit(domain, 'First', change({ write: { 'a.json': 'A' } }))
      expect(snapshot.version).not.toBe('')
      expect((await second.read(domain)).version).toBe(snapshot.version)
      expect(await second.domains('')).toEqual([domain])
    })

    it('is listed by prefix, sorted', async () => {
      for (const name of ['topology/dev', 'environments/staging', 'environments/dev', 'packages']) {
        await store.commit(name, 'Make', change({ write: { x: name } }))
      }
      expect(await second.domains('')).toEqual(['environments/dev', 'environments/staging', 'packages', 'topology/dev'])
      expect(await second.domains('environments/')).toEqual(['environments/dev', 'environments/staging'])
      expect(await second.domains('environments/d')).toEqual(['environments/dev'])
      expect(await second.domains('nothing')).toEqual([])
    })

    it('does not share documents with others', async () => {
      await store.commit('environments/dev', 'Make', change({ write: { x: 'dev' } }))
      await store.commit('environments/dev-eu', 'Make', change({ write: { y: 'dev-eu' } }))
      expect(await (await second.read('environments/dev')).list('')).toEqual(['x'])
      expect((await second.read('environments')).version).toBe('')
    })

    it("can't have a name that another domain begins with", async () => {
      await store.commit('environments/dev', 'Make', change({ write: { x: '1' } }))
      const shorter = store.commit('environments', 'Make', change({ write: { x: '1' } }))
      await expect(shorter).rejects.toMatchObject({ code: 'domain-taken' })
      const longer = store.commit('environments/dev/eu', 'Make', change({ write: { x: '1' } }))
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
        await expect(store.read(name)).rejects.toMatchObject({ code: 'domain-invalid' })
        await expect(store.commit(name, 'No', increment)).rejects.toMatchObject({ code: 'domain-invalid' })
      })
    }
  })

  describe('a change', () => {
    it('creates, writes and removes at once', async () => {
      await store.commit(domain, 'First', change({ write: { old: 'o', kept: 'k', 'deep/er': 'd' } }))
      await store.commit(
        domain,
        'Then',
        change({ create: { new: 'n' }, write: { kept: 'K' }, remove: ['old', 'deep/er'] }),
      )
      const snapshot = await second.read(domain)
      expect(await snapshot.list('')).toEqual(['kept', 'new'])
      expect(await snapshot.get('kept')).toBe('K')
      expect(await snapshot.get('new')).toBe('n')
      expect(await snapshot.get('old')).toBeUndefined()
      expect(await snapshot.get('deep')).toBeUndefined()
    })

    it('makes no version when it alters nothing', async () => {
      const before = await store.commit(domain, 'First', change({ create: { a: 'A' }, write: { b: 'B' } }))
      const same = change({ create: { a: 'A' }, write: { b: 'B' }, remove: ['absent'] })
      expect((await store.commit(domain, 'Again', same)).version).toBe(before.version)
      expect((await store.commit(domain, 'Nothing', change({}))).version).toBe(before.version)
      expect((await store.commit('topology/dev', 'Nothing', change({}))).version).toBe('')
      expect(await second.domains('')).toEqual([domain])
    })

    it('keeps the domain when it removes the last document', async () => {
      await store.commit(domain, 'First', change({ write: { a: 'A' } }))
      const empty = await store.commit(domain, 'Empty', change({ remove: ['a'] }))
      expect(empty.version).not.toBe('')
      expect(await (await second.read(domain)).list('')).toEqual([])
      await second.commit(domain, 'Again', change({ create: { a: 'B' } }))
      expect(await (await store.read(domain)).get('a')).toBe('B')
    })

    it('never writes other text over what was created once', async () => {
      const before = await store.commit(domain, 'First', change({ create: { 'a/1.json': 'A' } }))
      const other = second.commit(domain, 'Other', change({ create: { 'a/1.json': 'B' }, write: { c: 'C' } }))
      await expect(other).rejects.toMatchObject({ code: 'frozen' })
      const after = await store.read(domain)
      expect(after.version).toBe(before.version)
      expect(await after.get('a/1.json')).toBe('A')
      expect(await after.get('c')).toBeUndefined()
    })

    it('that is refused writes nothing and throws that very fault', async () => {
      const before = await store.commit(domain, 'First', change({ write: { a: 'A' } }))
      const fault = new Fault('soak', { where: 'prod' })
      const refused = store.commit(domain, 'Refused', async () => ({ kind: 'refusal', fault }))
      await expect(refused).rejects.toBe(fault)
      expect((await second.read(domain)).version).toBe(before.version)
    })

    it('whose intent throws writes nothing', async () => {
      const cause = new Error('the disk is gone')
      const failed = store.commit(domain, 'Failed', () => Promise.reject(cause))
      await expect(failed).rejects.toBe(cause)
      expect((await second.read(domain)).version).toBe('')
    })

    it('has a path in one of its parts only', async () => {
      const twice = store.commit(domain, 'Twice', change({ write: { a: 'A' }, remove: ['a'] }))
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
        await expect(store.commit(domain, 'No', change({ write: { [path]: 'x' } }))).rejects.toMatchObject(invalid)
        await expect(store.commit(domain, 'No', change({ create: { [path]: 'x' } }))).rejects.toMatchObject(invalid)
        await expect(store.commit(domain, 'No', change({ remove: [path] }))).rejects.toMatchObject(invalid)
        await expect((await store.read(domain)).get(path)).rejects.toMatchObject(invalid)
        expect((await second.read(domain)).version).toBe('')
      })
    }

    it('never makes a path both document and folder', async () => {
      await store.commit(domain, 'First', change({ write: { 'a/b': '1', c: '2' } }))
      const invalid = { code: 'path-invalid' }
      await expect(store.commit(domain, 'Over', change({ write: { a: 'x' } }))).rejects.toMatchObject(invalid)
      await expect(store.commit(domain, 'Under', change({ write: { 'c/d': 'x' } }))).rejects.toMatchObject(invalid)
      await expect(store.commit(domain, 'Both', change({ write: { e: 'x', 'e/f': 'x' } }))).rejects.toMatchObject(
        invalid,
      )
      expect(await (await second.read(domain)).list('')).toEqual(['a/b', 'c'])
    })
  })

  describe('text', () => {
    const texts = {
      empty: '',
      newlines: '\n\r\n\n',
      noFinalNewline: '{"a":1}',
      unicode: 'Grüße, 日本語, 👩‍🚀, e\u0301 is not é',
      byteOrderMark: '\ufeffx',
      control: 'a\0b\u0007\u001b[31m',
      large: 'é0123456789abcd\n'.repeat(65_536),
      looksLikeGit: 'blob 3\0abc\ndone\nfrom 0000\n',
    }
    for (const [name, text] of Object.entries(texts)) {
      it(`comes back as it was: ${name}`, async () => {
        await store.commit(domain, 'Write', change({ create: { [name]: text, after: 'x' } }))
        const snapshot = await second.read(domain)
        const [back, after] = await Promise.all([snapshot.get(name), snapshot.get('after')])
        expect(back === text).toBe(true)
        expect(after).toBe('x')
      })
    }

    it('is refused when it is not Unicode', async () => {
      const broken = store.commit(domain, 'No', change({ write: { a: 'half \ud83d' } }))
      await expect(broken).rejects.toMatchObject({ code: 'text-invalid' })
    })

    it('stands at unusual paths too', async () => {
      const paths = [
        '"quoted"/b"c',
        'back\\slash',
        'with space/ x ',
        'ümlaut/日本',
        '__proto__',
        '-dash',
        'a:b',
        '*',
        '#x',
        'A',
        'a',
      ]
      const documents = Object.fromEntries(paths.map((path) => [path, `text of ${path}`]))
      await store.commit(domain, 'Unusual: \'quotes\', "more"\n\nand lines', change({ write: documents }))
      const snapshot = await second.read(domain)
      expect(await snapshot.list('')).toEqual(paths.toSorted())
      for (const path of paths) expect(await snapshot.get(path)).toBe(`text of ${path}`)
      await second.commit(domain, 'Remove', change({ remove: paths }))
      expect(await (await store.read(domain)).list('')).toEqual([])
    })
  })

  describe('a snapshot', () => {
    it('lists by prefix, sorted, full paths', async () => {
      const documents = {
        'orders/1.4.2.json': '',
        'orders/1.4.10.json': '',
        'orders-eu/1.json': '',
        'stock/1.json': '',
      }
      await store.commit(domain, 'Make', change({ write: documents }))
      const snapshot = await second.read(domain)
      expect(await snapshot.list('')).toEqual(Object.keys(documents).sort())
      expect(await snapshot.list('orders/')).toEqual(['orders/1.4.10.json', 'orders/1.4.2.json'])
      expect(await snapshot.list('orders')).toHaveLength(3)
      expect(await snapshot.list('orders/1.4.2')).toEqual(['orders/1.4.2.json'])
      expect(await snapshot.list('../')).toEqual([])
    })

    it('stays as it was, whatever is committed later', async () => {
      const first = await store.commit(domain, 'One', change({ write: { a: '1', b: '1' } }))
      const untouched = await second.read(domain)
      expect(await first.get('a')).toBe('1')
      await second.commit(domain, 'Two', change({ write: { a: '2', c: '2' }, remove: ['b'] }))
      await store.commit(domain, 'Three', change({ write: { a: '3' } }))
      for (const snapshot of [first, untouched]) {
        expect(await snapshot.list('')).toEqual(['a', 'b'])
        expect([await snapshot.get('a'), await snapshot.get('b'), await snapshot.get('c')]).toEqual([
          '1',
          '1',
          undefined,
        ])
      }
      expect(await (await second.read(domain)).get('a')).toBe('3')
    })

    it('that an intent was given is the one that is replaced', async () => {
      const seen: string[] = []
      await store.commit(domain, 'One', change({ write: { a: '1' } }))
      const head = await second.read(domain)
      await store.commit(domain, 'Two', async (at) => {
        seen.push(at.version)
        return { kind: 'change', write: { a: '2' } }
      })
      expect(seen).toEqual([head.version])
    })
  })

  describe('writers that meet', () => {
    it('are asked again with the new head, and both changes stay', async () => {
      await store.commit(domain, 'Start', change({ write: { count: '10' } }))
      const seen: (string | undefined)[] = []
      await store.commit(domain, 'Slow', async (at) => {
        seen.push(await at.get('count'))
        if (seen.length === 1) await second.commit(domain, 'Fast', increment)
        return increment(at)
      })
      expect(seen).toEqual(['10', '11'])
      expect(await (await second.read(domain)).get('count')).toBe('12')
    })

    it('both make the domain', async () => {
      let turns = 0
      await store.commit(domain, 'Slow', async (at) => {
        if (++turns === 1) await second.commit(domain, 'Fast', increment)
        return increment(at)
      })
      expect(turns).toBe(2)
      expect(await (await second.read(domain)).get('count')).toBe('2')
    })

    it('can refuse what they would have done on the older head', async () => {
      const fault = new Fault('lease-taken', { where: 'staging' })
      const slow = store.commit(domain, 'Take', async (at) => {
        if ((await at.get('lease')) !== undefined) return { kind: 'refusal', fault }
        await second.commit(domain, 'Take', change({ create: { lease: 'second' } }))
        return { kind: 'change', create: { lease: 'first' } }
      })
      await expect(slow).rejects.toBe(fault)
      expect(await (await store.read(domain)).get('lease')).toBe('second')
    })

    it('who make the very same change are two writers', async () => {
      await store.commit(domain, 'Start', change({ write: { count: '0' } }))
      await Promise.all([store.commit(domain, 'Same', increment), second.commit(domain, 'Same', increment)])
      expect(await (await second.read(domain)).get('count')).toBe('2')
    })

    it('lose none of 80 commits of 8', { timeout: 120_000 }, async () => {
      const writers = Array.from({ length: 8 }, (_, index) => ({
        name: `w${index}`,
        own: index % 2 === 0 ? store : second,
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
      const snapshot = await second.read(domain)
      expect(await snapshot.get('count')).toBe('80')
      expect(await snapshot.list('by/')).toHaveLength(80)
    })

    it('in different domains do not disturb each other', async () => {
      const names = ['environments/a', 'environments/b', 'topology/a', 'packages']
      const turns = new Map<string, number>()
      await Promise.all(
        names.map((name) =>
          store.commit(name, 'Make', async (at) => {
            turns.set(name, (turns.get(name) ?? 0) + 1)
            return increment(at)
          }),
        ),
      )
      expect([...turns.values()]).toEqual([1, 1, 1, 1])
      expect(await second.domains('')).toEqual(names.toSorted())
    })
  })

  it('answers many readings of one snapshot at once', async () => {
    const documents = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`p/${index}`, `${index}\n`.repeat(index)]),
    )
    await store.commit(domain, 'Make', change({ create: documents }))
    const snapshot = await second.read(domain)
    const texts = await Promise.all((await snapshot.list('p/')).map(async (path) => [path, await snapshot.get(path)]))
    expect(Object.fromEntries(texts)).toEqual(documents)
  })

  it('says that it was closed, and can be closed twice', async () => {
    await second.close()
    await second.close()
    await expect(second.read(domain)).rejects.toMatchObject({ code: 'store-closed' })
    await expect(second.domains('')).rejects.toMatchObject({ code: 'store-closed' })
    await expect(second.commit(domain, 'No', increment)).rejects.toMatchObject({ code: 'store-closed' })
  })
}
