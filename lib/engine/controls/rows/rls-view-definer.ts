import type { Remedy } from '../../model/change.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl, judged } from '../control.ts';
import { isSystemSchema, nameOf, relationRef } from '../grants/database-object.ts';
import { grantedToOthers, othersNames } from './granted-to-others.ts';
import { bypassesRowSecurity } from './row-security-bypass.ts';
import { isSecurityInvoker, viewSources } from './view-sources.ts';

function remedyFor(on: ObjectRef, versionNum: number): Remedy {
  if (versionNum >= 150000)
    return { changes: [{ do: 'set-view-option', on, option: 'security_invoker', value: true }] };
  return {
    manual:
      'PostgreSQL 14 has no security_invoker. Hand the view to a role that the policies bind, repeat the tenant condition in the view, or revoke it and grant the tables.',
  };
}

export const rlsViewDefiner = defineControl({
  id: 'rls-view-definer',
  title: 'No view shows what the policies of its tables hide',
  area: 'rows',
  scope: 'database',
  severity: 'high',
  needs: ['relations', 'columns', 'view-dependencies', 'roles', 'memberships', 'databases'],
  threats: ['cross-tenant-access', 'insider-reads-regulated-data'],
  enforcedWhere: 'policy',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.7' },
    { standard: 'NIST 800-53', id: 'AC-3' },
    { standard: 'PCI DSS 4.0', id: '7.2.6' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'PostgreSQL documentation', id: 'rules-privileges' },
  ],
  rationale:
    'A view reads its tables as its own owner. Where that is a superuser, has BYPASSRLS or owns the tables, everybody who may read the view sees every tenant.',
  caution:
    'With security_invoker the readers need privileges on the tables themselves, and see only what the policies show them.',
  check(database) {
    const { versionNum } = database.cluster.inventory.server;
    const findings = database.read('relations').flatMap((view): FindingDraft[] => {
      if (view.kind !== 'view' || isSystemSchema(view.schema) || isSecurityInvoker(view)) return [];
      const open = viewSources(database, view)
        .filter(
          ({ table, checkedAs }) => table.rowSecurity && bypassesRowSecurity(database, checkedAs, table),
        )
        .map(({ table }) => nameOf(relationRef(database.name, table)));
      if (open.length === 0) return [];
      const granted = grantedToOthers(database, view);
      if (granted.length === 0) return [];
      const on = relationRef(database.name, view);
      const tables = [...new Set(open)].sort();
      return [
        {
          object: on,
          title: `View ${nameOf(on)} shows ${othersNames(granted).join(', ')} all rows of ${tables.join(', ')}, past its row security`,
          evidence: { owner: view.owner, tables, grantees: othersNames(granted), options: view.options },
          remedy: remedyFor(on, versionNum),
        },
      ];
    });
    return judged(findings);
  },
});
