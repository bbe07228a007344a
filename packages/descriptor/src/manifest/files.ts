import type { Problem } from '../explanation/problem.ts'
import type { Manifest } from './manifest.ts'

/** Paths and globs of a manifest that leave their folder or get in each other's way. */
export function* fileProblems({ code }: Manifest): Generator<Problem> {
  for (const key of ['include', 'exclude'] as const) {
    for (const [index, glob] of (code[key] ?? []).entries()) {
      if (leavesFolder(glob)) {
        yield {
          path: ['code', key, index],
          expected: 'a glob inside the folder of the manifest, such as `dist/**`',
          ...(/^\/+[^/]/.test(glob) ? { fix: `Write \`${glob.replace(/^\/+/, '')}\`` } : {}),
        }
      }
    }
  }
  yield* targetProblems(Object.keys(code.config?.files ?? {}))
}

function leavesFolder(glob: string): boolean {
  const pattern = glob.replace(/^!/, '')
  return /^(\/|[A-Za-z]:[\\/])/.test(pattern) || /[\0\n]/.test(pattern) || pattern.split(/[\\/]/).includes('..')
}

/** Config files are written below one folder: no `.` parts, and no file where another needs a folder. */
function* targetProblems(targets: readonly string[]): Generator<Problem> {
  for (const target of targets) {
    const path = ['code', 'config', 'files', target]
    const parts = target.split('/')
    if (parts.some((part) => part === '' || part === '.')) {
      const plain = parts.filter((part) => part !== '' && part !== '.').join('/')
      yield {
        path,
        at: 'key',
        expected: 'a plain path such as `conf/application.yml`',
        found: `the key "${target}"`,
        ...(plain === '' ? {} : { fix: `Write \`${plain}\`` }),
      }
    }
    const file = targets.find((other) => target.startsWith(`${other}/`))
    if (file !== undefined) {
      yield {
        path,
        at: 'key',
        expected: `a path not below the file \`${file}\``,
        found: `the key "${target}"`,
        fix: 'Rename one of them',
      }
    }
  }
}
