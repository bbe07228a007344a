import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Host, HostAddress } from '../host.ts'
import type { Acting } from '../phases/acting.ts'
import { runCommand } from '../script/command.ts'
import { sh } from '../script/sh.ts'
import type { ListedEntry } from '../transfer/listing.ts'
import { type Missing, missingCommand } from '../transfer/missing.ts'
import { receiveCommand } from '../transfer/receive.ts'

/** What an adapter brings to the contract: fresh hosts, and what can only be arranged from outside the port. */
export interface HostBench {
  readonly host: Host
  /** A second way to the same machine and tree, as another run has it. */
  another(): Promise<Host>
  /** Something on the host that sends back what it gets, at a TCP port and at a unix socket. `folder` is on the host. */
  echo(folder: string): Promise<{ readonly tcp: HostAddress; readonly unix: HostAddress }>
  /** A command for units: answers each connection on `PORT` with the text of its variable `ANSWER`, and ends on SIGTERM. */
  readonly serve: readonly string[]
  /** A folder on the host whose disk has less than 2 MiB left; undefined where none can be made. */
  readonly fullFolder: string | undefined
  close(): Promise<void>
}

/** A package made of texts, with its file index and a tar of any of its files. */
export interface SamplePackage {
  readonly digest: string
  readonly entries: readonly ListedEntry[]
  tar(paths: readonly string[]): Readable
  remove(): Promise<void>
}

export type SampleTree = Readonly<
  Record<string, string | { readonly program: string } | { readonly link: string } | null>
>

/** `null` is an empty folder. The digest is that of the tree's JSON, which is as good as an archive's here. */
export async function samplePackage(tree: SampleTree): Promise<SamplePackage> {
  const folder = await mkdtemp(join(tmpdir(), 'towpath-sample-'))
  const entries: ListedEntry[] = []
  for (const [path, content] of Object.entries(tree)) {
    const target = join(folder, path)
    await mkdir(content === null ? target : dirname(target), { recursive: true })
    if (content === null) entries.push({ kind: 'directory', path: `${path}/` })
    else if (typeof content === 'object' && 'link' in content) {
      await symlink(content.link, target)
      entries.push({ kind: 'symlink', path, target: content.link })
    } else {
      const text = typeof content === 'string' ? content : content.program
      await writeFile(target, text)
      await chmod(target, typeof content === 'string' ? 0o644 : 0o755)
      const mode = typeof content === 'string' ? '0644' : '0755'
      entries.push({ kind: 'file', path, mode, size: Buffer.byteLength(text), sha256: hex(text) })
    }
  }
  return {
    digest: hex(JSON.stringify(tree)),
    entries,
    tar: (paths) => {
      const tar = spawn('tar', ['-C', folder, '-c', '-z', '-f', '-', '--null', '-T', '-'], {
        stdio: ['pipe', 'pipe', 'inherit'],
      })
      tar.stdin.end(paths.map((path) => `./${path}\0`).join(''))
      return tar.stdout
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

export function hex(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}

/** The whole transfer of a package as deploy does it. */
export async function transfer(host: Host, acting: Acting, sample: SamplePackage): Promise<Missing> {
  const missing = await runCommand(host, missingCommand(acting, sample))
  if (missing.kind === 'staged')
    await runCommand(host, receiveCommand(acting, sample.digest, sample.tar(missing.paths)))
  return missing
}

/** The same host, whose scripts all end when the signal says so, as when the step is killed. */
export function abortable(host: Host, signal: AbortSignal): Host {
  return {
    name: host.name,
    address: host.address,
    layout: host.layout,
    run: (script, options = {}) => host.run(script, { ...options, signal }),
    renderUnit: host.renderUnit.bind(host),
    upload: host.upload.bind(host),
    connect: host.connect.bind(host),
    facts: host.facts.bind(host),
    close: host.close.bind(host),
  }
}

/** Runs a bit of shell on the host and answers its stdout; the host's own folders are in `$PACKAGES`, `$KEEP`… */
export async function shell(host: Host, program: string, variables: Record<string, string> = {}): Promise<string> {
  const result = await host.run({ name: 'test', program, variables })
  if (result.exitCode !== 0) throw new Error(`exit ${result.exitCode}: ${result.stderr}`)
  return result.stdout
}

const treeProgram = sh`
cd "$FOLDER" || exit 0
find . \( -name lock -o -name ports-last \) -prune -o -type f -printf '%P %m ' -exec sha256sum {} \; -o -printf '%P %y %m %l\n' | sort
`

/** Every path below a folder with its mode, and what it holds: two trees are the same when this text is. */
export async function treeOf(host: Host, folder: string): Promise<string> {
  return await shell(host, treeProgram, { FOLDER: folder })
}
