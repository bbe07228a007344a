import { HostFault } from '../host-fault.ts'
import type { HostCommand } from '../script/command.ts'
import type { AnswerRecord, RecordReader } from '../script/record-reader.ts'
import { sh } from '../script/sh.ts'

/** What a host is and has. Sizes in bytes. */
export interface HostFacts {
  /** `linux`. */
  readonly os: string
  /** As Node names it: `x64`, `arm64`; otherwise what uname says. */
  readonly arch: string
  readonly kernel: string
  /** Another one after each boot. */
  readonly bootId: string
  /** The user that scripts run as. */
  readonly user: string
  readonly cores: number
  readonly memoryBytes: number
  /** Free where packages are kept, for that user. */
  readonly freeBytes: number
  /** By tool: the first number with a dot that `<tool> --version` says (`24.21.0`); null when the tool is absent or says none. */
  readonly tools: Readonly<Record<string, string | null>>
}

/** Shell functions that write the facts, shared by `facts` and `inspect`. Needs TOOLS, words between spaces. */
export const factsFunctions = sh`
free_bytes() {
  free_at=$1
  while [ ! -d "$free_at" ]; do free_at=\${free_at%/*}; [ -n "$free_at" ] || free_at=/; done
  df -P -B1 -- "$free_at" | awk 'NR == 2 { print $4 }'
}
# tool_version NAME: what it is and does when asked nobody knows, as packages name it: where scripts are root's it is asked as nobody
tool_version() {
  command -v "$1" > /dev/null 2>&1 || return 0
  tool_as=
  [ -n "$ROOT" ] || tool_as='setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all'
  for tool_option in --version version -version; do
    tool_says=$(timeout 5 $tool_as "$1" "$tool_option" 2>&1 < /dev/null 9>&- | head -c 2000 |
      grep -Eo '[0-9]+\.[0-9]+(\.[0-9]+)?' | head -n 1) || :
    if [ -n "$tool_says" ]; then printf %s "$tool_says"; return 0; fi
  done
}
write_facts() {
  facts_system=$(uname -srm)
  facts_kernel=\${facts_system#* }
  case $facts_system in
    'Linux '*) facts_os=linux ;;
    *) facts_os=$(printf %s "\${facts_system%% *}" | tr '[:upper:]' '[:lower:]') ;;
  esac
  read -r facts_boot < /proc/sys/kernel/random/boot_id
  while read -r facts_name facts_memory facts_unit; do [ "$facts_name" != MemTotal: ] || break; done < /proc/meminfo
  printf 'os\t%s\narch\t%s\nkernel\t%s\nboot\t%s\n' "$facts_os" "\${facts_system##* }" "\${facts_kernel% *}" "$facts_boot"
  printf 'user\t%s\n' "$(id -un 2> /dev/null || id -u)"
  printf 'cores\t%s\nmemory\t%s\n' "$(nproc)" "$facts_memory"
  printf 'free\t%s\n' "$(free_bytes "$PACKAGES")"
  for tool in $TOOLS; do printf 'tool\t%s\t%s\n' "$tool" "$(tool_version "$tool")"; done
}
`

const program = sh`
write_facts
echo end
`

/** Facts alone, without lock and fence. */
export function factsCommand(tools: readonly string[]): HostCommand<HostFacts> {
  return {
    script: { name: 'facts', program: factsFunctions + program, variables: { TOOLS: renderTools(tools) } },
    parse: readFacts,
  }
}

/** @throws HostFault `value-refused` for a name that no `requires` of a manifest can hold. */
export function renderTools(tools: readonly string[]): string {
  for (const tool of tools) {
    if (!/^[a-z0-9][a-z0-9._+-]*$/.test(tool)) {
      throw new HostFault('value-refused', { where: `Tool ${JSON.stringify(tool)}`, expected: 'the name of a program' })
    }
  }
  return tools.join(' ')
}

/** Reads the records of `write_facts`, in its order; `tool` records follow, as many as were asked for. */
export function readFacts(records: RecordReader, toolCount?: number): HostFacts {
  const value = (kind: string): AnswerRecord => {
    const record = records.next()
    if (record.kind !== kind) throw record.unreadable(`\`${kind}\``, record.kind)
    return record
  }
  const facts = {
    os: value('os').text(1),
    arch: nodeArch(value('arch').text(1)),
    kernel: value('kernel').text(1),
    bootId: value('boot').text(1),
    user: value('user').text(1),
    cores: value('cores').number(1),
    memoryBytes: value('memory').number(1) * 1024,
    freeBytes: value('free').number(1),
  }
  const tools: Record<string, string | null> = {}
  const read = () => {
    const record = value('tool')
    tools[record.text(1)] = record.text(2) === '' ? null : record.text(2)
  }
  if (toolCount === undefined) while (records.hasNext()) read()
  else for (let index = 0; index < toolCount; index++) read()
  return { ...facts, tools }
}

function nodeArch(machine: string): string {
  const names: Record<string, string> = { x86_64: 'x64', aarch64: 'arm64', armv7l: 'arm', i686: 'ia32' }
  return names[machine] ?? machine
}
