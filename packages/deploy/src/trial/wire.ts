import { type Host, HostFault } from '@towpath/hosts'

/** The wire to some hosts: counts what goes over it, and can be cut. */
export class Wire {
  readonly #cut = new Set<string>()
  /** By host: scripts and connections. */
  readonly exchanges = new Map<string, string[]>()
  /** Told before each script of a host; may cut it. */
  onScript: (host: string, script: string) => void = () => undefined

  cut(...hosts: readonly string[]): void {
    for (const host of hosts) this.#cut.add(host)
  }

  mend(): void {
    this.#cut.clear()
    this.exchanges.clear()
    this.onScript = () => undefined
  }

  around(hosts: ReadonlyMap<string, Host>): ReadonlyMap<string, Host> {
    return new Map([...hosts].map(([name, host]) => [name, this.#wired(host)]))
  }

  #wired(host: Host): Host {
    return {
      name: host.name,
      address: host.address,
      layout: host.layout,
      run: async (script, options) => {
        this.onScript(host.name, script.name)
        this.#pass(host, script.name)
        const result = await host.run(script, options)
        this.#pass(host, null)
        return result
      },
      renderUnit: host.renderUnit.bind(host),
      upload: async (stream, target) => {
        this.#pass(host, 'upload')
        await host.upload(stream, target)
      },
      connect: async (address) => {
        this.#pass(host, 'connect')
        return host.connect(address)
      },
      facts: host.facts.bind(host),
      close: host.close.bind(host),
    }
  }

  #pass({ name, address }: Host, exchange: string | null): void {
    if (this.#cut.has(name)) throw outOfReach(name, address)
    if (exchange === null) return
    const known = this.exchanges.get(name) ?? []
    this.exchanges.set(name, [...known, exchange])
  }
}

export function outOfReach(name: string, address = 'no address'): HostFault {
  return new HostFault(
    'host-unreachable',
    { where: `Host ${name} (${address})`, expected: 'ssh at port 22', found: 'nobody answers' },
    { retryable: true },
  )
}
