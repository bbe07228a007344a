import type { Revision } from '@towpath/environment'
import type { ReleaseName } from './release-name.ts'

/** A dependency as a release's descriptor declares it. */
export interface DeclaredEdge {
  readonly from: ReleaseName
  readonly service: string
  readonly range: string
  readonly isOptional: boolean
}

/** All that a revision declares, by caller, then callee. */
export function declaredEdges({ releases }: Revision): readonly DeclaredEdge[] {
  return releases.flatMap(({ service, version, dependencies, descriptor }) =>
    Object.entries(dependencies)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([dependency, { range }]) => ({
        from: { service, version },
        service: dependency,
        range,
        isOptional: descriptor.dependencies?.[dependency]?.optional ?? false,
      })),
  )
}
