import type { Terminal } from '@towpath/step-io'
import type { StepRun } from '@towpath/steps'
import { SpanCollector } from './collector.ts'
import { Narrator } from './narrator.ts'
import { Stage } from './stage.ts'
import { tellStory } from './story.ts'

export interface DemoRun extends StepRun {
  readonly env: Terminal['env']
  readonly stdout: Terminal['stdout']
  readonly stderr: Terminal['stderr']
  /** Leave everything running and say where. */
  readonly keep: boolean
}

/** Delivers the example shop on this machine, shows each step as it goes, and leaves nothing behind unless asked to. */
export async function runDemo(run: DemoRun): Promise<number> {
  const narrator = new Narrator(run.stdout)
  const collector = await SpanCollector.open()
  let stage: Stage | null = null
  let failed = true
  try {
    stage = await Stage.open({ ...run, zipkin: collector.url })
    await tellStory(stage, collector, narrator)
    failed = false
    return 0
  } catch (error) {
    run.stderr.write(`\nThe demo ended early: ${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  } finally {
    await collector.close()
    if (stage !== null && run.keep && !failed) narrator.sayKept(stage)
    else await stage?.close()
  }
}
