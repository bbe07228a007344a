import { describe, expect, it } from 'vitest'
import { change, domain, type Stage } from './stage.ts'

export function contractOfText(stage: Stage): void {
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
        await stage.store.commit(domain, 'Write', change({ create: { [name]: text, after: 'x' } }))
        const snapshot = await stage.second.read(domain)
        const [back, after] = await Promise.all([snapshot.get(name), snapshot.get('after')])
        expect(back === text).toBe(true)
        expect(after).toBe('x')
      })
    }

    it('is refused when it is not Unicode', async () => {
      const broken = stage.store.commit(domain, 'No', change({ write: { a: 'half \ud83d' } }))
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
      await stage.store.commit(domain, 'Unusual: \'quotes\', "more"\n\nand lines', change({ write: documents }))
      const snapshot = await stage.second.read(domain)
      expect(await snapshot.list('')).toEqual(paths.toSorted())
      for (const path of paths) expect(await snapshot.get(path)).toBe(`text of ${path}`)
      await stage.second.commit(domain, 'Remove', change({ remove: paths }))
      expect(await (await stage.store.read(domain)).list('')).toEqual([])
    })
  })
}
