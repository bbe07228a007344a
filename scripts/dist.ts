import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { readActionContracts } from './action-contracts.ts'

const exec = promisify(execFile)

/**
 * Bundles what `tsc -b` emitted into `target`: one entry whose steps are lazily loaded chunks, a stub for each action, the
 * self-contained program of supervisor and proxy, and the command line. The same bytes on every machine and path.
 */
export async function buildDist(root: string, target: string): Promise<void> {
  await rm(target, { recursive: true, force: true })
  await mkdir(target, { recursive: true })
  await bundle(root, 'packages/cli/lib/bundle.js', join(target, 'main'))
  await bundle(root, 'packages/embedded/lib/program.js', join(target, 'program'))
  await spread(join(target, 'main'), target)
  await takeProgram(join(target, 'program'), join(target, 'embedded.mjs'))
  for (const { step } of readActionContracts(root)) await writeFile(join(target, `${step}.js`), stub(step))
  await writeFile(join(target, 'towpath.js'), "import { runCli } from './index.js'\n\nawait runCli()\n")
  await writeFile(join(target, 'package.json'), '{"type":"module"}\n')
  await refuseNativeFiles(target)
}

const stub = (step: string): string => `import { runAction } from './index.js'\n\nawait runAction('${step}')\n`

async function bundle(root: string, entry: string, output: string): Promise<void> {
  const ncc = fileURLToPath(import.meta.resolve('@vercel/ncc/dist/ncc/cli.js'))
  await exec(
    process.execPath,
    [ncc, 'build', join(root, entry), '-o', output, '--target', 'es2022', '--no-cache', '--quiet'],
    {
      cwd: root,
      maxBuffer: 64 * 1024 * 1024,
    },
  )
}

/** ncc also copies what it takes for assets, by guessing at paths that code puts together: there are none that we want. */
async function spread(from: string, to: string): Promise<void> {
  for (const name of await readdir(from)) {
    if (name === 'package.json') continue
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

/** ssh2 brings an agent for Windows, and npm may have built add-ons: neither may reach users (bytes would differ by machine). */
async function refuseNativeFiles(target: string): Promise<void> {
  for (const name of await readdir(target, { recursive: true })) {
    if (name.endsWith('pagent.exe')) await rm(join(target, name))
    else if (/\.(node|exe|dll|so|dylib)$/.test(name)) throw new Error(`${name} is a native file; dist holds none`)
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
