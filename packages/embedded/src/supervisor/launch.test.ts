import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Launch, launch, planLaunch } from './launch.ts'
import { parseUnit } from './unit.ts'

describe('the node of a unit', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'towpath-launch-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  function plan(named: string | null, own?: string): Launch {
    const nodeRecord = join(folder, 'node.json')
    if (named !== null) writeFileSync(nodeRecord, JSON.stringify({ schema: 1, node: named }))
    const unit = parseUnit(
      {
        schema: 1,
        name: 'a',
        host: 'here',
        command: ['{node}', '-p', '6 * 7'],
        workingDirectory: folder,
        logFile: join(folder, 'a.log'),
      },
      'a unit',
    )
    return planLaunch(unit, 'token', { program: '/program.mjs', nodeRecord }, own)
  }

  it('is the one that the newest step named', () => {
    expect(plan('/bin/sh').command[0]).toBe('/bin/sh')
  })

  it('is the one that runs the supervisor when that is gone, or none was named', () => {
    expect(plan(join(folder, 'gone')).command[0]).toBe(process.execPath)
    expect(plan(null).command[0]).toBe(process.execPath)
  })

  it('still is the one that runs the supervisor when its file is gone as well', async () => {
    const child = launch(plan(join(folder, 'gone'), join(folder, 'gone too')))
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(readFileSync(join(folder, 'a.log'), 'utf8')).toBe('42\n')
  })
})
