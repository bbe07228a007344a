import { lab } from './requirement.ts'
import { prepareRoot } from './root-file-system.ts'

/** Of vitest: builds before any test what would outlast its time limit. */
export async function setup(): Promise<void> {
  if (!lab.isMet()) return
  await prepareRoot(() =>
    process.stdout.write("Building the root file system of the lab's hosts, once; about a minute.\n"),
  )
}
