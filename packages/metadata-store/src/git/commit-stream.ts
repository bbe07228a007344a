import type { Effect } from '../change/effect.ts'

const author = 'Towpath <towpath@localhost>'
const nothing = '0'.repeat(40)

export interface CommitText {
  /** The parent's id, `''` for a first commit. */
  readonly parent: string
  readonly message: string
  readonly at: Date
  /** Makes each commit an object of its own: two writers who change the same at the same second must not make one commit. */
  readonly nonce: string
}

/** Input of `git fast-import --done` that makes one commit and prints its id, leaving no ref. See git-fast-import(1). */
export function* renderCommitStream(effect: Effect, commit: CommitText): Generator<Buffer | string> {
  const ref = `refs/towpath/made/${commit.nonce}`
  const seconds = Math.floor(commit.at.getTime() / 1000)
  yield `commit ${ref}\nmark :1\ncommitter ${author} ${seconds} +0000\n`
  yield* renderData(`${commit.message.replaceAll('\0', '').trim()}\n\nTowpath-Commit: ${commit.nonce}\n`)
  if (commit.parent !== '') yield `from ${commit.parent}\n`
  for (const path of effect.remove) yield `D ${quote(path)}\n`
  for (const [path, text] of effect.write) {
    yield `M 100644 inline ${quote(path)}\n`
    yield* renderData(text)
  }
  yield `\nget-mark :1\nreset ${ref}\nfrom ${nothing}\n\ndone\n`
}

function* renderData(text: string): Generator<Buffer | string> {
  const bytes = Buffer.from(text, 'utf8')
  yield `data ${bytes.length}\n`
  yield bytes
  yield '\n'
}

function quote(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
