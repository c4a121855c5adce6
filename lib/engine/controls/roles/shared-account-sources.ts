import type { SessionGroupRow } from '../../inventory/sections/sessions.ts';
import { defineControl, judged } from '../control.ts';
import { isLoopbackClient } from '../encryption/client-address.ts';
import { isDeclaredAs } from './approved-role.ts';

/** The socket and every loopback address are one place: the machine of the server itself. */
const placeOf = ({ address }: SessionGroupRow): string =>
  address === null || isLoopbackClient(address) ? 'the server’s own machine' : address;

export const sharedAccountSources = defineControl({
  id: 'shared-account-sources',
  title: 'A person’s account is used from one place',
  area: 'roles',
  scope: 'cluster',
  severity: 'medium',
  needs: ['sessions', 'roles'],
  threats: ['stolen-credentials', 'undetected-misuse'],
  enforcedWhere: 'role',
  references: [
    { standard: 'DISA STIG PostgreSQL', id: 'V-233569' },
    { standard: 'DISA STIG PostgreSQL', id: 'V-233612' },
    { standard: 'PCI DSS 4.0', id: '8.2.2' },
    { standard: 'NIST 800-53', id: 'AC-2(12)' },
    { standard: 'ISO 27001:2022', id: 'A.5.16' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(2)(i)' },
  ],
  rationale:
    'An account that the policy gives to one person and that is open from several machines at once is shared, or somebody else has its password. Either way the log no longer says who did something.',
  caution: 'Somebody may be working from two machines: ask before closing the sessions.',
  check(cluster, policy) {
    const people = new Set(
      cluster
        .read('roles')
        .map((role) => role.name)
        .filter((name) => isDeclaredAs(policy, name, ['person', 'admin', 'break-glass'])),
    );
    if (people.size === 0)
      return {
        outcome: 'unknown',
        reason: 'the policy does not say which roles belong to a person',
        decision: 'roles',
      };
    const sessions = cluster.read('sessions').filter((row) => row.role !== null && people.has(row.role));
    const byRole = Map.groupBy(sessions, (row) => row.role ?? '');
    return judged(
      [...byRole].flatMap(([role, rows]) => {
        const addresses = [...new Set(rows.map(placeOf))].sort();
        if (addresses.length < 2) return [];
        return [
          {
            object: { kind: 'role' as const, role },
            title: `Role ${role} of one person has sessions from ${addresses.length} places at once`,
            evidence: {
              addresses: addresses.slice(0, 50),
              applications: [...new Set(rows.map((row) => row.application))].sort().slice(0, 50),
            },
            remedy: {
              manual:
                'Ask the person. When the account is shared, make a role for each of them; when it is not, change the password and end the sessions.',
            },
          },
        ];
      }),
    );
  },
});
