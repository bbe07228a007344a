import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const lockfileSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
})

/** Entries of package-lock.json by the path where npm installs them: `node_modules/zod`. */
export type Lockfile = z.infer<typeof lockfileSchema>['packages']

export function readLockfile(root: string): Lockfile {
  return lockfileSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))).packages
}

/** Paths of a package and of all that it depends on. */
export function reachableFrom(lockfile: Lockfile, start: string): ReadonlySet<string> {
  const seen = new Set<string>()
  const open = [start]
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path)) continue
    seen.add(path)
    for (const name of Object.keys(lockfile[path]?.dependencies ?? {})) open.push(findDependency(lockfile, path, name))
  }
  return seen
}

/** As Node resolves: in the nearest node_modules, going up. */
function findDependency(lockfile: Lockfile, from: string, name: string): string {
  const nested = `${from}/node_modules/${name}`
  if (nested in lockfile) return nested
  const above = from.lastIndexOf('/node_modules/')
  return above === -1 ? `node_modules/${name}` : findDependency(lockfile, from.slice(0, above), name)
}

/** `node_modules/a/node_modules/@b/c` is `@b/c`. */
export function nameOfPath(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}
