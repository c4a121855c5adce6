import ipaddr from 'ipaddr.js';
import { parameter } from '../../analysis/parameter.ts';
import { defineControl, judged } from '../control.ts';
import { settingEvidence, settingObject } from '../parameter-finding.ts';

type Reach = 'every interface' | 'a public address' | 'internal' | 'a name';

function reachOf(address: string): Reach {
  if (address === '*') return 'every interface';
  if (address.toLowerCase() === 'localhost') return 'internal';
  if (!ipaddr.isValid(address)) return 'a name';
  const range = ipaddr.process(address).range();
  // 0.0.0.0 and :: in all their spellings: 0, ::0, 0:0:0:0:0:0:0:0.
  if (range === 'unspecified') return 'every interface';
  return range === 'unicast' ? 'a public address' : 'internal';
}

const remedy = {
  manual:
    'Set listen_addresses to the addresses of the interfaces that clients come by (or to localhost where there are none), and restart the server; keep the address your own sessions use.',
};

export const listenAddresses = defineControl({
  id: 'listen-addresses',
  title: 'The server listens only where it has to',
  area: 'network',
  scope: 'cluster',
  severity: 'high',
  needs: ['settings'],
  // A managed service or a pod gives the server its interface; who gets there is decided in front of it.
  substrates: ['self-managed'],
  threats: ['network-reach'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '5.2' },
    { standard: 'CIS PostgreSQL 17', id: '5.2' },
    { standard: 'PCI DSS 4.0', id: '1.4.4' },
    { standard: 'NIST 800-53', id: 'SC-7' },
    { standard: 'ISO 27001:2022', id: 'A.8.20' },
    { standard: 'SOC 2', id: 'CC6.6' },
    { standard: 'HIPAA', id: '164.312(e)(1)' },
    { standard: 'GDPR', id: 'Art. 32' },
  ],
  rationale:
    'A server that listens on every interface is reached from networks nobody thought of, among them those that are added later; pg_hba.conf then is the only thing in the way.',
  caution: 'Needs a restart; clients of an address that is left out cannot connect.',
  check(cluster, policy) {
    const row = parameter(cluster, 'listen_addresses');
    if (!row) return { outcome: 'unknown', reason: 'the server did not show listen_addresses' };
    const addresses = (row.value ?? '')
      .split(',')
      .map((word) => word.trim().replace(/^"(.*)"$/, '$1'))
      .filter((word) => word !== '');
    const reaches = addresses.map((address) => ({ address, reach: reachOf(address) }));
    const object = settingObject('listen_addresses');
    const at = (reach: Reach) => reaches.filter((one) => one.reach === reach).map((one) => one.address);
    const wide = at('every interface');
    const evidence = { ...settingEvidence(row), policy: policy.publicExposure ?? null };
    if (wide.length > 0 && policy.publicExposure !== 'allowlisted') {
      return judged([
        { object, title: `The server listens on every interface (${wide.join(', ')})`, evidence, remedy },
      ]);
    }
    const open = at('a public address');
    if (open.length > 0 && policy.publicExposure === undefined) {
      return {
        outcome: 'unknown',
        reason: `the server listens on ${open.join(', ')}, and the policy does not say whether it may be public`,
        decision: 'boundaries',
      };
    }
    if (open.length > 0 && policy.publicExposure === 'forbidden') {
      return judged([
        {
          object,
          title: `The server listens on a public address (${open.join(', ')}), which the policy forbids`,
          evidence,
          severity: 'critical',
          remedy,
        },
      ]);
    }
    const undecided = at('a name').map((name) => ({
      object,
      reason: `listen_addresses names ${name}, which only the server resolves`,
    }));
    return { outcome: 'judged', findings: [], undecided };
  },
});
