import ipaddr from 'ipaddr.js';

/** Whether a client's address, as `pg_stat_activity` shows it, is on the machine itself: nothing crosses a network. */
export function isLoopbackClient(address: string): boolean {
  const plain = address.replace(/\/\d+$/, '');
  return ipaddr.isValid(plain) && ipaddr.process(plain).range() === 'loopback';
}
