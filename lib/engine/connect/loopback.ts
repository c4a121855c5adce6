/** Whether a connected socket's peer is this machine. By address, never by name. */
export function isLoopback(address: string | undefined): boolean {
  return address !== undefined && (/^(::ffff:)?127\.[0-9.]+$/.test(address) || address === '::1');
}
