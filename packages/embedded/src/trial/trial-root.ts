import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { identify, isAlive } from '../process/identity.ts'
import { stopSupervisor } from '../supervisor/stop.ts'
import type { UnitDefinition } from '../supervisor/unit.ts'

/** A temporary root with programs that run from source; `end` leaves neither process nor file. */
export interface TrialRoot {
  readonly folder: string
  readonly root: string
  readonly node: string
  /** A program file; each label gives other bytes, so another digest. */
  program(label: string): string
  writeUnit(unit: Partial<UnitDefinition> & Pick<UnitDefinition, 'name' | 'command'>): string
  log(name: string): string
  end(): Promise<void>
}

export function makeTrialRoot(subfolder = 'root'): TrialRoot {
  const folder = mkdtempSync(join(tmpdir(), 'towpath-embedded-'))
  const root = join(folder, subfolder)
  mkdirSync(root, { recursive: true })
  const source = fileURLToPath(new URL('../program.ts', import.meta.url))
  const node = join(folder, 'node')
  writeFileSync(node, `#!/bin/sh\nexec '${process.execPath}' --conditions=towpath-source "$@"\n`)
  chmodSync(node, 0o755)
  const log = (name: string) => join(root, 'log', `${name}.log`)
  return {
    folder,
    root,
    node,
    program: (label) => {
      const file = join(folder, `${label}.mjs`)
      writeFileSync(file, `// ${label}\nimport ${JSON.stringify(source)}\n`)
      return file
    },
    writeUnit: (unit) => {
      const file = join(folder, `${unit.name}.json`)
      const whole: UnitDefinition = {
        schema: 1,
        host: 'here',
        workingDirectory: folder,
        environment: {},
        logFile: log(unit.name),
        restartSeconds: 0.05,
        stopSeconds: 2,
        ...unit,
      }
      writeFileSync(file, JSON.stringify(whole))
      return file
    },
    log,
    end: async () => {
      await stopSupervisor(root, { seconds: 1 })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Waits for something that other processes bring about. */
export async function eventually<T>(
  look: () => T | undefined | Promise<T | undefined>,
  timeoutMs = 10_000,
): Promise<T> {
  for (const until = performance.now() + timeoutMs; ; await delay(10)) {
    const seen = await look()
    if (seen !== undefined && seen !== false) return seen
    if (performance.now() > until) throw new Error(`not seen within ${timeoutMs} ms: ${look}`)
  }
}

export function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

export function isRunning(pid: number): boolean {
  const process = identify(pid)
  return process !== undefined && isAlive(process)
}
