import type { Explanation } from '@towpath/fault'
import { type Acting, type HostCommand, renderActing } from '@towpath/hosts'

/** Nothing but a look whether this run may still act. */
export function fenceCommand(acting: Acting): HostCommand<void> {
  return {
    script: { name: 'fence', program: 'lock\nfence\nunlock\necho end\n', variables: renderActing(acting) },
    parse: () => undefined,
  }
}

export type CommitAnswer =
  | { readonly kind: 'committed' }
  | { readonly kind: 'refused'; readonly code: string; readonly explanation: Explanation }

const program = `
lock
fence
if said=$(supervised proxy-control "$FOLDER" commit "$DIGEST" 2>&1); then
  echo committed
else
  printf 'refused\\t%s\\n' "$(printf %s "$said" | tail -n 1 | encode)"
fi
unlock
echo end
`

/** From now on every new request is answered by the prepared table of this digest. */
export function commitCommand(acting: Acting, folder: string, digest: string): HostCommand<CommitAnswer> {
  return {
    script: {
      name: 'commit',
      program,
      variables: { ...renderActing(acting), FOLDER: folder, DIGEST: digest },
    },
    parse: (records) => {
      const record = records.next()
      if (record.kind === 'committed') return { kind: 'committed' }
      if (record.kind !== 'refused') throw record.unreadable('`committed` or `refused`', record.kind)
      return readRefusal(record.decoded(1), folder)
    },
  }
}

/** What a verb of the embedded program says on stderr: JSON with code, where, expected, found. */
function readRefusal(text: string, folder: string): CommitAnswer {
  const found = /"code":"([a-z-]+)"/.exec(text)?.[1]
  return {
    kind: 'refused',
    code: found ?? '',
    explanation: {
      where: `The proxy of ${folder}`,
      expected: 'it to switch to the prepared table',
      found: text.slice(0, 500),
    },
  }
}
