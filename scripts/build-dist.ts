import { chmod, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildDist, compareDist } from './dist.ts'

/** Builds dist. With `--check` builds it elsewhere, compares with what is committed and exits 1 when it differs. */
const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
if (process.argv.includes('--check')) {
  const elsewhere = await mkdtemp(join(tmpdir(), 'towpath-dist-'))
  try {
    await buildDist(root, elsewhere)
    const stale = await compareDist(dist, elsewhere)
    if (stale.length > 0) {
      process.stderr.write(`dist is stale: ${stale.join(', ')}. Run \`npm run build\` and commit dist.\n`)
      process.exitCode = 1
    }
  } finally {
    await rm(elsewhere, { recursive: true, force: true })
  }
} else {
  // Beside it, then in its place: who runs it meanwhile never finds half of it.
  const fresh = await mkdtemp(join(root, 'node_modules/.towpath-dist-'))
  try {
    await buildDist(root, fresh)
    await chmod(fresh, 0o755)
    await rm(dist, { recursive: true, force: true })
    await rename(fresh, dist)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}
