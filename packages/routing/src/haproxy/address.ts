/** Whether a text is an IP address and not a host name, as far as the two can be told apart by their characters. */
export function isIpAddress(text: string): boolean {
  return /^\d+(\.\d+){3}$/.test(text) || text.includes(':')
}

/** As it stands before a port in HAProxy's configuration. */
export function renderAddress(address: string): string {
  return address.includes(':') ? `[${address}]` : address
}
