import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const exec = promisify(execFile)
const room = { maxBuffer: 64 * 1024 * 1024 }

/** `<branch>:<path>` → text of everything that a git store holds, without its prefix `towpath/`. */
export type Documents = Readonly<Record<string, string>>

/** Branch → commit. */
export async function readHeads(repository: string): Promise<Readonly<Record<string, string>>> {
  const { stdout } = await exec('git', [
    '-C',
    repository,
    'for-each-ref',
    '--format=%(refname) %(objectname)',
    'refs/heads/towpath',
  ])
  const lines = stdout.trim().split('\n').filter(Boolean)
  return Object.fromEntries(
    lines.map((line) => [
      line.slice('refs/heads/towpath/'.length, line.indexOf(' ')),
      line.slice(line.indexOf(' ') + 1),
    ]),
  )
}

export async function readDocuments(repository: string): Promise<Documents> {
  const documents: Record<string, string> = {}
  for (const [branch, commit] of Object.entries(await readHeads(repository))) {
    const { stdout } = await exec('git', ['-C', repository, 'ls-tree', '-r', '-z', '--name-only', commit], room)
    for (const path of stdout.split('\0').filter(Boolean)) {
      documents[`${branch}:${path}`] = (
        await exec('git', ['-C', repository, 'cat-file', 'blob', `${commit}:${path}`], room)
      ).stdout
    }
  }
  return documents
}

/** Every object that a repository ever held, reachable or not, as text: where a secret could still be found. */
export async function readAllObjects(repository: string): Promise<string> {
  const { stdout } = await exec('git', ['-C', repository, 'cat-file', '--batch-all-objects', '--batch'], {
    ...room,
    encoding: 'buffer',
  })
  return stdout.toString('latin1')
}

/** A stored document, parsed. */
export function documentOf(documents: Documents, path: string): unknown {
  const text = documents[path]
  if (text === undefined) throw new Error(`no ${path} among ${Object.keys(documents).join(', ')}`)
  return JSON.parse(text)
}
