import { type Host, runCommand } from '@towpath/hosts'

/** Ports of a host that are free right now, tried by binding. */
export async function findFreePorts(host: Host, count: number, avoid: readonly number[]): Promise<readonly number[]> {
  if (count === 0) return []
  return runCommand(host, {
    script: {
      name: 'free-ports',
      program: 'unit_ports ephemeral "$COUNT" "$AVOID" | sed "s/^/port\\t/"\necho end\n',
      variables: { COUNT: String(count), AVOID: avoid.join(',') },
    },
    parse: (records) => [...records].map((record) => record.number(1)),
  })
}
