import type { LabHost } from '@towpath/testing/lab'

/** Bytes that came to a host since it booted, as its network interface counts them. */
export async function receivedBytes(host: LabHost): Promise<number> {
  const { stdout } = await host.run('cat /sys/class/net/host0/statistics/rx_bytes')
  return Number(stdout)
}

/** What a run asked of each host's sshd. */
export interface Exchanges {
  readonly connections: number
  readonly commands: number
  readonly forwards: number
}

/** From now on sshd tells of each channel. New connections only. */
export async function traceSshd(host: LabHost): Promise<void> {
  await host.run(
    'mkdir -p /etc/ssh/sshd_config.d && echo LogLevel DEBUG1 >/etc/ssh/sshd_config.d/trace.conf && systemctl reload ssh',
  )
}

/** What it told since `traceSshd`. */
export async function readExchanges(host: LabHost): Promise<Exchanges> {
  const { stdout } = await host.run('journalctl --quiet --no-pager --output=cat --unit=ssh')
  const count = (text: RegExp): number => stdout.split('\n').filter((line) => text.test(line)).length
  return {
    connections: count(/^Connection from /),
    commands: count(/server_input_channel_req: .* request exec /),
    forwards: count(/server_input_channel_open: ctype direct-/),
  }
}
