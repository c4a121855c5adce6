import { bypassesByKey } from '../../analysis/row-security/bypass-by-key.ts';
import { tablesRowSecurity } from '../../analysis/row-security/table-row-security.ts';
import { boundaryOf } from '../../analysis/row-security/tenant-boundary.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl } from '../control.ts';
import { nameOf, relationRef } from '../grants/database-object.ts';
import { policiesInForce, unparsed } from './judged-policies.ts';
import { rowReferences } from './row-references.ts';
import { whoGoes } from './who-goes.ts';

export const rlsUniqueCrossesTenants = defineControl({
  id: 'rls-unique-crosses-tenants',
  title: 'No unique key tells one tenant what another one has',
  area: 'rows',
  scope: 'database',
  severity: 'medium',
  needs: [
    'relations',
    'foreign-keys',
    'unique-keys',
    'schemas',
    'columns',
    'policies',
    'roles',
    'memberships',
    'databases',
  ],
  threats: ['cross-tenant-access'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'A unique key is checked against all rows, those a policy hides too. A refused value, an e-mail address or a customer number, is one that somebody else has.',
  caution: 'Values that were unique over all tenants may then come twice, once in each.',
  check(database, policy) {
    const keys = bypassesByKey(database)(policy);
    const policies = policiesInForce(database, policy);
    const tables = tablesRowSecurity(database, policy);
    const findings = [...keys].flatMap(([key, all]): FindingDraft[] => {
      const ways = all.filter((way) => way.kind === 'unique-key' && way.gives === 'existence');
      const table = tables.get(key);
      if (ways.length === 0 || table === undefined) return [];
      const on = relationRef(database.name, table.relation);
      const roles = whoGoes(ways);
      const boundary = boundaryOf(table);
      return [
        {
          object: on,
          title: `By ${ways.length === 1 ? 'a unique key' : `${ways.length} unique keys`} of ${nameOf(on)}, ${roles.join(', ')} can tell which values rows have that they do not see`,
          evidence: {
            boundary,
            keys: ways.map((way) => ({ why: way.why, certain: way.certain })),
            roles,
          },
          remedy: {
            manual: `Put ${boundary.length === 0 ? 'the column that keeps rows apart' : boundary.join(', ')} first in the key (CREATE UNIQUE INDEX CONCURRENTLY outside a transaction, then drop the old one), or keep the value in a form that cannot be guessed.`,
          },
          ...(table.required === true ? {} : { severity: 'low' as const }),
        },
      ];
    });
    return { outcome: 'judged', findings, undecided: unparsed(policies) };
  },
});
