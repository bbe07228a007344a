import type { Site } from '@towpath/testing/lab'

/** An example's spec in a lab, whose network has a number of its own: only addresses are rewritten. */
export function withOwnAddresses(spec: string, site: Site): string {
  const hosts = spec.replaceAll(/name: (\S+), address: [\d.]+/g, (_, name: string) => {
    return `name: ${name}, address: ${site.host(name).address}`
  })
  return hosts.replace(/vip: 10\.77\.0\.(\d+)/, (_, last: string) => `vip: ${site.address(Number(last))}`)
}
