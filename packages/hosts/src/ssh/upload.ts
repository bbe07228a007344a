import type { Readable } from 'node:stream'
import type { HostCommand } from '../script/command.ts'
import { sh } from '../script/sh.ts'

const uploadProgram = sh`
mkdir -p -- "\${TARGET%/*}"
umask 077
rm -f -- "$TARGET.uploading"
{ cat > "$TARGET.uploading" && sync -- "$TARGET.uploading"; } || { rm -f -- "$TARGET.uploading"; exit 1; }
mv -fT -- "$TARGET.uploading" "$TARGET"
echo end
`

export function uploadCommand(stream: Readable, target: string): HostCommand<void> {
  return {
    script: { name: 'upload', program: uploadProgram, variables: { TARGET: target } },
    stdin: stream,
    parse: () => undefined,
  }
}

const removeProgram = sh`
rm -f -- "$TARGET.uploading"
echo end
`

/** What an upload leaves that was ended before it was done. */
export function removeUpload(target: string): HostCommand<void> {
  return {
    script: { name: 'upload', program: removeProgram, variables: { TARGET: target } },
    parse: () => undefined,
  }
}
