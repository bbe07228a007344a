import { renameSync, rmSync } from 'node:fs'
import { readText, syncFolder, writeAtomically } from '../document/document.ts'
import { EmbeddedFault } from '../fault.ts'
import type { ProxyPaths } from './settings.ts'
import { type LoadedTable, loadTable } from './table.ts'

/** The committed and the prepared table, in memory and on disk. A switch is one rename and one assignment in the same tick. */
export class Tables {
  readonly #paths: ProxyPaths
  committed: LoadedTable | null
  prepared: LoadedTable | null
  since: Date

  constructor(paths: ProxyPaths, now: Date) {
    this.#paths = paths
    this.committed = read(paths.table)
    this.prepared = read(paths.prepared)
    this.since = now
  }

  /** Checks the table and keeps it beside the committed one. */
  prepare(text: string): LoadedTable {
    const loaded = loadTable(text, 'route table')
    writeAtomically(this.#paths.prepared, text)
    this.prepared = loaded
    return loaded
  }

  /** False when this table was committed already. */
  commit(digest: string, now: Date): boolean {
    const { prepared, committed } = this
    if (prepared?.digest !== digest) {
      if (committed?.digest === digest) return false
      if (prepared !== null) {
        throw new EmbeddedFault('digest-mismatch', {
          where: 'The prepared route table',
          expected: digest,
          found: prepared.digest,
          fix: 'Prepare it again',
        })
      }
      throw new EmbeddedFault('nothing-prepared', {
        where: 'The proxy',
        expected: `the prepared table ${digest}`,
        found: 'none',
        fix: 'Prepare it first',
      })
    }
    renameSync(this.#paths.prepared, this.#paths.table)
    syncFolder(this.#paths.folder)
    this.committed = prepared
    this.prepared = null
    this.since = now
    return true
  }

  abort(): boolean {
    const was = this.prepared !== null
    rmSync(this.#paths.prepared, { force: true })
    this.prepared = null
    return was
  }

  /** Takes what a successor committed. */
  reload(now: Date): void {
    this.committed = read(this.#paths.table)
    this.prepared = read(this.#paths.prepared)
    this.since = now
  }
}

function read(path: string): LoadedTable | null {
  const text = readText(path)
  return text === undefined ? null : loadTable(text, path)
}
