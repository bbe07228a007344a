import type { Refusal } from '../plan/plan.ts'
import { proxyKind } from '../spec/address.ts'
import { deliveredService, type EnvironmentSpec } from '../spec/environment-spec.ts'
import type { Declaring } from './dependencies.ts'

/** What the environment's proxy can't serve: known before anything is written. */
export function judgeProxy(spec: EnvironmentSpec, releases: readonly Declaring[]): readonly Refusal[] {
  return releases.flatMap((release) =>
    Object.entries(release.descriptor.provides ?? {})
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([provide, { protocol }]) => judgeProvide(spec, release, provide, protocol)),
  )
}

function judgeProvide(
  spec: EnvironmentSpec,
  release: Declaring,
  provide: string,
  protocol: 'http' | 'grpc' | 'tcp',
): readonly Refusal[] {
  const subject = `${release.service} ${release.version}`
  if (proxyKind(spec) === 'embedded' && protocol !== 'http') {
    return [
      {
        code: 'proxy-unable',
        gate: 'proxy',
        subject,
        reason: `its provide ${provide} speaks ${protocol}, and the embedded proxy of ${spec.environment} only http`,
        fixes: ['Deliver it to an environment with `proxies: {kind: haproxy}`'],
      },
    ]
  }
  if (protocol === 'tcp' && deliveredService(spec, release.service)?.ports?.[provide] === undefined) {
    return [
      {
        code: 'proxy-unable',
        gate: 'proxy',
        subject,
        reason: `its provide ${provide} speaks tcp and has no port on the VIP`,
        fixes: [`Choose one: \`ports: {${provide}: 20001}\` under \`services.${release.service}\``],
      },
    ]
  }
  return []
}
