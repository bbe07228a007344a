import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readTracked, root, trackedFiles } from './tracked-files.ts'

const pages = trackedFiles('*.md')
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readTracked('package.json')))

describe('the pages', () => {
  it.each(pages)('%s links only to what is there', (page) => {
    expect(brokenLinks(page)).toEqual([])
  })

  it.each(pages)('%s names only commands that there are', (page) => {
    const named = [...readTracked(page).matchAll(/`npm run ([\w:-]+)/g)].map((match) => match[1] ?? '')
    expect(named.filter((name) => !(name in scripts) && !foreign.has(name))).toEqual([])
  })

  it('CONTRIBUTING names every command', () => {
    const text = readTracked('CONTRIBUTING.md')
    expect(Object.keys(scripts).filter((name) => !new RegExp(`npm (run )?${name}\\b`).test(text))).toEqual([])
  })

  it('every package has one that says its vocabulary', () => {
    const packages = trackedFiles('packages/*/package.json').map((path) => dirname(path))
    expect(packages.filter((folder) => !pages.includes(`${folder}/README.md`))).toEqual([])
  })
})

describe('what package.json runs', () => {
  it.each(Object.entries(scripts))('%s: every file that it names is there', (_name, command) => {
    const files = [...command.matchAll(/\b(?:scripts|bench|test)\/[\w./-]+/g)].map(([file]) => file)
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([])
  })
})

/** Commands of a package that an example tells of, not ours. */
const foreign = new Set(['start'])

function brokenLinks(page: string): readonly string[] {
  const text = readTracked(page).replaceAll(/```.*?```/gs, '')
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '')
  return targets.filter((target) => !/^[a-z]+:/.test(target) && !reaches(page, target))
}

function reaches(page: string, target: string): boolean {
  const [path = '', anchor] = target.split('#')
  const file = path === '' ? page : join(dirname(page), decodeURI(path))
  if (!existsSync(join(root, file))) return false
  return anchor === undefined || !file.endsWith('.md') || anchorsOf(file).has(anchor)
}

/** Anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): ReadonlySet<string> {
  const headings = [...readTracked(page).matchAll(/^#+ (.+)$/gm)].map((match) => match[1] ?? '')
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}
