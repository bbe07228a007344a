import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** What of a run's event tells which pull request it is for (docs.github.com "Webhook events and payloads"); all else is passed over. */
const eventSchema = z.object({
  pull_request: z.object({ html_url: z.string() }).optional(),
  /** Of a comment: a pull request is an issue too. */
  issue: z.object({ pull_request: z.object({ html_url: z.string() }).optional() }).optional(),
  head_commit: z.object({ message: z.string() }).nullish(),
})

/** URL of the pull request that a run is for, or whose merge it runs on; null: none is known. `repository`: its page. */
export function pullRequestOf(event: unknown, repository: string): string | null {
  const parsed = eventSchema.safeParse(event)
  if (!parsed.success) return null
  const { pull_request: own, issue, head_commit: head } = parsed.data
  const number = head ? mergedNumber(head.message) : null
  return own?.html_url ?? issue?.pull_request?.html_url ?? (number === null ? null : `${repository}/pull/${number}`)
}

/** GitHub writes `Merge pull request #12 from …` for a merge, and `… (#12)` behind the title for a squash. */
function mergedNumber(message: string): string | null {
  const [title = ''] = message.split('\n')
  return /^Merge pull request #(\d+) /.exec(title)?.[1] ?? /\(#(\d+)\)$/.exec(title.trim())?.[1] ?? null
}

/** The run's event; null where there is none that can be read. */
export function readEvent(path: string | undefined): unknown {
  if (path === undefined || path === '') return null
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    // It only tells where a request came from: no step fails for the lack of it.
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return null
    throw error
  }
}
