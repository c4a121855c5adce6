import type { DatabaseFacts } from '../../analysis/facts.ts';
import { relationKey, relationsByKey, relationsOfKind } from '../../analysis/relation-index.ts';
import { bypassesByView, isInvokerView } from '../../analysis/row-security/bypass-by-view.ts';
import type { Remedy } from '../../model/change.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import { defineControl, judged } from '../control.ts';
import { isSystemSchema, nameOf, relationRef } from '../grants/database-object.ts';
import { grantedToOthers, othersNames } from './granted-to-others.ts';

function remedyFor(on: ObjectRef, versionNum: number): Remedy {
  if (versionNum >= 150000)
    return { changes: [{ do: 'set-view-option', on, option: 'security_invoker', value: true }] };
  return {
    manual:
      'PostgreSQL 14 has no security_invoker. Hand the view to a role that the policies bind, repeat the tenant condition in the view, or revoke it and grant the tables.',
  };
}

/** Tables whose rows each view hands out past their policies, by the view's key. */
function tablesShownBy(database: DatabaseFacts): ReadonlyMap<string, ReadonlySet<string>> {
  const relations = relationsByKey(database);
  const nameBy = (key: string) => {
    const row = relations.get(key);
    return row === undefined ? key : nameOf(relationRef(database.name, row));
  };
  const shown = new Map<string, Set<string>>();
  for (const [table, bypasses] of bypassesByView(database)) {
    for (const { kind, object } of bypasses) {
      if (kind !== 'view') continue;
      const view = relationKey(object.schema ?? '', object.name ?? '');
      shown.set(view, (shown.get(view) ?? new Set<string>()).add(nameBy(table)));
    }
  }
  return shown;
}

export const rlsViewDefiner = defineControl({
  id: 'rls-view-definer',
  title: 'No view shows what the policies of its tables hide',
  area: 'rows',
  scope: 'database',
  severity: 'high',
  needs: ['relations', 'columns', 'inheritance', 'view-dependencies', 'roles', 'memberships', 'databases'],
  threats: ['cross-tenant-access', 'insider-reads-regulated-data'],
  enforcedWhere: 'policy',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.7' },
    { standard: 'CIS PostgreSQL 17', id: '4.7' },
    { standard: 'PCI DSS 4.0', id: '7.2.6' },
    { standard: 'NIST 800-53', id: 'AC-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'GDPR', id: 'Art. 25' },
    { standard: 'PostgreSQL documentation', id: 'rules-privileges' },
  ],
  rationale:
    'A view reads its tables as its own owner. Where that is a superuser, has BYPASSRLS or owns the tables, everybody who may read the view sees every tenant.',
  caution:
    'With security_invoker the readers need privileges on the tables themselves, and see only what the policies show them.',
  check(database) {
    const { versionNum } = database.cluster.inventory.server;
    const shown = tablesShownBy(database);
    const findings = relationsOfKind(database, 'view').flatMap((view): FindingDraft[] => {
      // What an invoker view shows is held against whoever asks; a definer view below it is found by itself.
      if (isSystemSchema(view.schema) || isInvokerView(view)) return [];
      const tables = [...(shown.get(relationKey(view.schema, view.name)) ?? [])].sort();
      if (tables.length === 0) return [];
      const granted = grantedToOthers(database, view);
      if (granted.length === 0) return [];
      const on = relationRef(database.name, view);
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
