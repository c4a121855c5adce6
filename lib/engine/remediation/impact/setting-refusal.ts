import { parseBoolean } from '../../analysis/parameter.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { SessionGroupRow } from '../../inventory/sections/sessions.ts';
import type { Refusal } from './sessions-after.ts';

const versions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

function value(inventory: Inventory, name: string): string | null {
  for (const section of [inventory.cluster.settings, inventory.cluster['protected-settings']]) {
    const row = 'rows' in section ? section.rows.find((one) => one.name === name) : undefined;
    if (row) return row.value;
  }
  return null;
}

const changed = (before: Inventory, after: Inventory, name: string) =>
  value(before, name) !== value(after, name);

const loopback = (address: string) => address === '::1' || address.startsWith('127.');

function byTls(before: Inventory, after: Inventory, session: SessionGroupRow): Refusal | null {
  if (!session.tls) return null;
  if (changed(before, after, 'ssl') && parseBoolean(value(after, 'ssl')) === false)
    return { outcome: 'uncertain', why: 'it is encrypted now, and the server would offer no TLS' };
  const own = versions.indexOf(session.tlsVersion ?? '');
  const [least, most] = ['ssl_min_protocol_version', 'ssl_max_protocol_version'].map((name) =>
    changed(before, after, name) ? versions.indexOf(value(after, name) ?? '') : -1,
  );
  // What it uses now is the newest both sides could: below the floor there is nothing they share.
  if (own >= 0 && least !== undefined && least > own)
    return {
      outcome: 'refused',
      why: `it uses ${session.tlsVersion}, and the server would ask for at least ${versions[least]}`,
    };
  if (own >= 0 && most !== undefined && most >= 0 && most < own)
    return {
      outcome: 'uncertain',
      why: `it uses ${session.tlsVersion}, and the server would offer ${versions[most]} at most`,
    };
  const ciphers = own === versions.indexOf('TLSv1.3') ? 'ssl_tls13_ciphers' : 'ssl_ciphers';
  if (changed(before, after, ciphers))
    return { outcome: 'uncertain', why: `it uses ${session.tlsCipher}, and ${ciphers} changes` };
  return null;
}

function byAddress(before: Inventory, after: Inventory, session: SessionGroupRow): Refusal | null {
  if (session.address === null || !changed(before, after, 'listen_addresses')) return null;
  const listens = (value(after, 'listen_addresses') ?? '*').split(',').map((one) => one.trim());
  if (listens.some((one) => ['*', '0.0.0.0', '::'].includes(one))) return null;
  const local = listens.every((one) => one === '' || one === 'localhost' || loopback(one));
  return local && !loopback(session.address)
    ? { outcome: 'refused', why: 'it comes over the network, and the server would listen to itself alone' }
    : { outcome: 'uncertain', why: 'the server would listen on other addresses' };
}

/** What changed settings of the server say to a session that connects again. */
export function settingRefusal(
  before: Inventory,
  after: Inventory,
  session: SessionGroupRow,
): Refusal | null {
  return byTls(before, after, session) ?? byAddress(before, after, session);
}
