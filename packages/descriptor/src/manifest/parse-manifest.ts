import type { Problem } from '../explanation/problem.ts'
import { isRange } from '../version/range.ts'
import { parseYamlDocument } from '../yaml/document.ts'
import { fileProblems } from './files.ts'
import { type Manifest, manifestSchema } from './manifest.ts'
import { type PackageSetManifest, packageSetManifestSchema } from './package-set.ts'
import { variableProblems } from './process-variables.ts'

/** towpath.yaml. `file` as the person names it. Throws DescriptorFaults. */
export function parseManifest(text: string, file: string): Manifest {
  return parseYamlDocument(text, { file, schema: manifestSchema, example: 'package: orders', check: checkManifest })
}

/** A package set's manifest; `check` asks what only others know of what it names. Throws DescriptorFaults. */
export function parsePackageSetManifest(
  text: string,
  file: string,
  check: (manifest: PackageSetManifest) => Iterable<Problem> = () => [],
): PackageSetManifest {
  return parseYamlDocument(text, {
    file,
    schema: packageSetManifestSchema,
    example: 'set: checkout',
    check: (manifest) => (Object.keys(manifest.packages).length === 0 ? [emptySet] : check(manifest)),
  })
}

const emptySet: Problem = {
  path: ['packages'],
  expected: 'at least one package',
  found: 'none',
  fix: 'Name them, with versions or ranges: `packages: {orders: 1.4.0, stock: ^2.1}`',
}

function* checkManifest(manifest: Manifest): Generator<Problem> {
  yield* variableProblems(manifest)
  yield* fileProblems(manifest)
  yield* requirementProblems(manifest)
  const { hostGroup, hosts } = manifest.infrastructure ?? {}
  if (hostGroup !== undefined && hosts !== undefined) {
    yield {
      path: ['infrastructure', 'hosts'],
      at: 'key',
      expected: '`hostGroup` or `hosts`',
      found: 'both',
      fix: 'Remove one of them',
    }
  }
}

/** `arch` is a word, everything else a range of versions. */
function* requirementProblems(manifest: Manifest): Generator<Problem> {
  for (const [program, range] of Object.entries(manifest.code.requires ?? {})) {
    if (program !== 'arch' && !isRange(range)) {
      yield { path: ['code', 'requires', program], expected: 'a semver range such as `>=20`' }
    }
  }
}
