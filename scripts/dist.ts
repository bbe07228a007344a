import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readActionContracts } from './action-contracts.ts'
import { bundle } from './bundle.ts'
import { renderNotices } from './notices.ts'

/**
 * Bundles what `tsc -b` emitted into `target`: one entry whose steps are lazily loaded chunks, a stub for each action, the
 * self-contained program of supervisor and proxy, the command line, and the notices of what is bundled. The same bytes on every machine and path.
 */
export async function buildDist(root: string, target: string): Promise<void> {
  await rm(target, { recursive: true, force: true })
  await mkdir(target, { recursive: true })
  const modules = await Promise.all([
    bundle(root, 'packages/cli/lib/bundle.js', join(target, 'main')),
    bundle(root, 'packages/embedded/lib/program.js', join(target, 'program')),
  ])
  await spread(join(target, 'main'), target)
  await takeProgram(join(target, 'program'), join(target, 'embedded.mjs'))
  for (const { step } of readActionContracts(root)) await writeFile(join(target, `${step}.js`), stub(step))
  await writeFile(join(target, 'towpath.js'), "import { runCli } from './index.js'\n\nawait runCli()\n")
  await writeFile(join(target, 'package.json'), '{"type":"module"}\n')
  const packages = modules.flat().flatMap(({ packagePath }) => packagePath ?? [])
  await writeFile(join(target, 'THIRD_PARTY_NOTICES.txt'), renderNotices(root, [...packages, bundler]))
  await refuseNativeFiles(target)
}

/** Its runtime is in the bundle too. */
const bundler = 'node_modules/@vercel/ncc'

const stub = (step: string): string => `import { runAction } from './index.js'\n\nawait runAction('${step}')\n`

/** ssh2 brings an agent for Windows: no runner of ours is one. */
const leftOut = new Set(['package.json', 'pagent.exe'])

/** ncc also copies what it takes for assets, by guessing at paths that code puts together: there are none that we want. */
async function spread(from: string, to: string): Promise<void> {
  for (const name of await readdir(from)) {
    if (leftOut.has(name)) continue
    if (!/^(\d+\.)?index\.js$/.test(name))
      throw new Error(`ncc put ${name} into dist: find the path that made it an asset`)
    await rename(join(from, name), join(to, name))
  }
  await rm(from, { recursive: true })
}

/** The program is one file: a chunk beside it would be missing where it is copied to. */
async function takeProgram(from: string, to: string): Promise<void> {
  const files = (await readdir(from)).filter((name) => name !== 'package.json')
  if (files.join() !== 'index.js')
    throw new Error(`The embedded program must be one file, but it is ${files.join(', ')}`)
  await rename(join(from, 'index.js'), to)
  await rm(from, { recursive: true })
}

/** npm may have built add-ons: none may reach users (bytes would differ by machine). */
async function refuseNativeFiles(target: string): Promise<void> {
  for (const name of await readdir(target, { recursive: true })) {
    if (/\.(node|exe|dll|so|dylib)$/.test(name)) throw new Error(`${name} is a native file; dist holds none`)
  }
}

/** Names of files that differ between two built folders. */
export async function compareDist(a: string, b: string): Promise<readonly string[]> {
  const names = new Set([...(await filesOf(a)), ...(await filesOf(b))])
  const differing = await Promise.all(
    [...names].sort().map(async (name) => {
      const [left, right] = await Promise.all([a, b].map((folder) => readFile(join(folder, name)).catch(() => null)))
      return left && right && left.equals(right) ? [] : [name]
    }),
  )
  return differing.flat()
}

async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
}
