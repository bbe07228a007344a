import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'

const exec = promisify(execFile)

/** A module that ncc put into a bundle. */
export interface BundledModule {
  /** Where the lockfile names its package: `node_modules/zod`; null for our own code. */
  readonly packagePath: string | null
  /** Size of its source in the bundle. */
  readonly sizeBytes: number
}

/** Bundles one entry into the folder `output`, which ncc makes, and tells what went into it. */
export async function bundle(root: string, entry: string, output: string): Promise<readonly BundledModule[]> {
  const ncc = fileURLToPath(import.meta.resolve('@vercel/ncc/dist/ncc/cli.js'))
  const folder = await mkdtemp(join(tmpdir(), 'towpath-bundle-'))
  const stats = join(folder, 'stats.json')
  const options = ['--target', 'es2022', '--no-cache', '--quiet', '--stats-out', stats]
  try {
    await exec(process.execPath, [ncc, 'build', join(root, entry), '-o', output, ...options], {
      cwd: root,
      maxBuffer: 64 * 1024 * 1024,
    })
    const { modules } = statsSchema.parse(JSON.parse(await readFile(stats, 'utf8')))
    return modules.flatMap(leaves)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What we read of webpack's statistics; a module may be several joined into one scope, and then names them. */
const moduleSchema = z.object({
  size: z.number(),
  nameForCondition: z.string().nullish(),
  get modules() {
    return z.array(moduleSchema).optional()
  },
})
const statsSchema = z.object({ modules: z.array(moduleSchema) })

function leaves(module: z.infer<typeof moduleSchema>): readonly BundledModule[] {
  if (module.modules !== undefined) return module.modules.flatMap(leaves)
  return [{ packagePath: packagePathOf(module.nameForCondition ?? ''), sizeBytes: module.size }]
}

function packagePathOf(file: string): string | null {
  return /\/(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? null
}
