import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { freshRecord } from './record.ts'
import { RecordKeeper } from './record-keeper.ts'
import { parseUnit } from './unit.ts'

const folder = mkdtempSync(join(tmpdir(), 'towpath-record-'))
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

describe('a record', () => {
  it('that can not be written counts in memory, and is written when the disk takes it again', () => {
    const complaint = vi.spyOn(console, 'error').mockReturnValue()
    const unit = parseUnit(
      { schema: 1, name: 'a', host: 'here', command: ['x'], workingDirectory: '/', logFile: '/log' },
      'unit',
    )
    const units = join(folder, 'units')
    // A file where a folder is to be: what root can't write either.
    writeFileSync(units, '')
    const keeper = new RecordKeeper(freshRecord(unit), units)
    keeper.save({ state: 'running' })
    expect(keeper.record.state).toBe('running')
    expect(complaint).toHaveBeenCalledOnce()
    rmSync(units)
    keeper.retry()
    const file = join(units, 'here/a.json')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ state: 'running' })
    keeper.close()
    keeper.save({ state: 'failed' })
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ state: 'running' })
  })
})
