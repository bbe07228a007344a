import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Where steps leave what they made: below it, and nowhere else of the workspace. */
export const towpathFolder = '.towpath'

/** Makes it, and keeps what is in it out of anybody's commit. Returns its absolute path. */
export async function makeTowpathFolder(workspace: string): Promise<string> {
  const folder = join(workspace, towpathFolder)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, '.gitignore'), '*\n')
  return folder
}

/** Writes a file below it, given and returned as outputs name it: relative to the folder, and to the workspace. */
export async function writeTowpathFile(workspace: string, path: string, text: string): Promise<string> {
  const file = join(await makeTowpathFolder(workspace), path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
  return `${towpathFolder}/${path}`
}
