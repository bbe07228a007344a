import type { Refusal } from '../plan/plan.ts'
import { providedName } from '../promotion/dependencies.ts'
import type { SelectedRelease } from '../promotion/select-releases.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { keptVersion } from './kept-version.ts'
import { setsOf } from './set-names.ts'

/** A tcp provide has one port on the VIP, which leads to the default version: a set beside it could not call its own. */
export function judgePorts(spec: EnvironmentSpec, releases: readonly SelectedRelease[]): readonly Refusal[] {
  const byService = Map.groupBy(releases, (release) => release.service)
  return releases
    .filter((release) => setsOf(release).length > 0)
    .flatMap((release) =>
      Object.entries(release.descriptor.dependencies ?? {})
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([name, dependency]): Refusal[] => {
          const candidates = byService.get(name) ?? []
          const version = keptVersion(release, candidates)
          const own = candidates.find((candidate) => candidate.version === version)
          if (own === undefined || own.isDefault) return []
          const asked = dependency.provide === undefined ? {} : { provide: dependency.provide }
          const provide = providedName(asked, own.descriptor)
          if (provide === null || own.descriptor.provides?.[provide]?.protocol !== 'tcp') return []
          const served = candidates.find((candidate) => candidate.isDefault)
          return [
            {
              code: 'proxy-unable',
              gate: 'proxy',
              subject: `${release.service} ${release.version}`,
              reason: `it keeps to ${name} ${own.version}, and the port of ${name} on the VIP of ${spec.environment} leads to ${served?.version ?? 'another version'}: tcp knows no versions`,
              fixes: [
                `Let one version of ${setsOf(own).join(' and ')} stand at a time, or let ${name} speak http or grpc`,
              ],
            },
          ]
        }),
    )
}
