import { bypassesByKey } from '../../analysis/row-security/bypass-by-key.ts';
import { tablesRowSecurity } from '../../analysis/row-security/table-row-security.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl } from '../control.ts';
import { nameOf, relationRef } from '../grants/database-object.ts';
import { policiesInForce, unparsed } from './judged-policies.ts';
import { rowReferences } from './row-references.ts';
import { whoGoes } from './who-goes.ts';

export const rlsForeignKeyProbe = defineControl({
  id: 'rls-foreign-key-probe',
  title: 'No foreign key reaches rows that its writers do not see',
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
    'Foreign keys are checked, and their ON DELETE carried out, past every policy. Who writes the referencing table learns which rows exist, and who deletes what is referred to changes rows of others.',
  caution:
    'References across tenants that exist already must be found and mended before the key can hold the tenant.',
  check(database, policy) {
    const keys = bypassesByKey(database)(policy);
    const policies = policiesInForce(database, policy);
    const tables = tablesRowSecurity(database, policy);
    const findings = [...keys].flatMap(([key, all]): FindingDraft[] => {
      const ways = all.filter((way) => way.kind === 'foreign-key');
      const table = tables.get(key);
      if (ways.length === 0 || table === undefined) return [];
      const on = relationRef(database.name, table.relation);
      const roles = whoGoes(ways);
      const through = [...new Set(ways.map((way) => nameOf(way.object)))].sort();
      const changes = ways.some((way) => way.gives === 'changes');
      return [
        {
          object: on,
          title: changes
            ? `Through ${through.join(', ')}, ${roles.join(', ')} can change rows of ${nameOf(on)} that they do not see`
            : `Through ${through.join(', ')}, ${roles.join(', ')} can tell which rows ${nameOf(on)} has that they do not see`,
          evidence: {
            ways: ways.map((way) => ({
              through: nameOf(way.object),
              gives: way.gives,
              why: way.why,
              certain: way.certain,
            })),
            roles,
          },
          remedy: {
            manual:
              'Put the column that keeps rows apart into the key on both sides, FOREIGN KEY (tenant_id, …) REFERENCES … (tenant_id, …), and let the policies hold the writers to it; or let a policy look the row up.',
          },
          ...(changes ? { severity: 'high' as const } : {}),
        },
      ];
    });
    return { outcome: 'judged', findings, undecided: unparsed(policies) };
  },
});
