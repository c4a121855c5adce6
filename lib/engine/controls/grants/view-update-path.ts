import { databaseAccess } from '../../analysis/effective-privileges.ts';
import { relationKey, relationsOfKind } from '../../analysis/relation-index.ts';
import { isInvokerView, viewSources } from '../../analysis/row-security/bypass-by-view.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { Privilege } from '../../model/privilege.ts';
import { defineControl, judged } from '../control.ts';
import { isSystemSchema, nameOf, relationRef } from './database-object.ts';
import { excessGrants, granteeWords, heldBy } from './excess-grants.ts';
import { entriesOf, grantEntriesIn, privilegesIn, revocations } from './grant-entry.ts';

const writes: ReadonlySet<Privilege> = new Set(['INSERT', 'UPDATE', 'DELETE']);

export const viewUpdatePath = defineControl({
  id: 'view-update-path',
  title: 'No view writes tables its users may not write',
  area: 'grants',
  scope: 'database',
  severity: 'high',
  needs: ['relations', 'view-dependencies', 'columns', 'roles', 'memberships', 'databases', 'schemas'],
  threats: ['over-privileged-application', 'cross-tenant-access'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.5' },
    { standard: 'NIST 800-53', id: 'AC-3' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'rules-privileges' },
  ],
  rationale:
    'A simple view over one table is updatable by itself, and writes go to the table with the rights of the view’s owner. Who was given INSERT, UPDATE or DELETE on the view writes a table that no grant on the table shows.',
  caution:
    'Applications that write through the view need the right on the table, with security_invoker on the view.',
  check(database, policy) {
    const access = databaseAccess(database);
    const sources = viewSources(database);
    const findings = relationsOfKind(database, 'view').flatMap((view): FindingDraft[] => {
      if (view.acl === null || isSystemSchema(view.schema) || isInvokerView(view)) return [];
      const tables = sources.get(relationKey(view.schema, view.name)) ?? [];
      const [table] = tables;
      // A view over several relations is not updatable by itself.
      if (!table || tables.length > 1 || table.kind === 'materialized-view') return [];
      const on = relationRef(database.name, view);
      const base = { kind: table.kind, database: database.name, schema: table.schema, name: table.name };
      const object = { on, owner: view.owner, entries: grantEntriesIn(database.cluster, view) };
      return excessGrants(database.cluster, policy, object, (one) => writes.has(one)).flatMap(
        ({ grantee, entries }): FindingDraft[] => {
          const past = entries.flatMap((entry) =>
            entriesOf([entry], grantee, (one) => grantee === null || !access.has(grantee, base, one)),
          );
          // Through the view only what its owner may do to the table gets there.
          const privileges = privilegesIn(past).filter((one) => access.has(view.owner, base, one));
          if (privileges.length === 0) return [];
          return [
            {
              object: heldBy(on, grantee),
              title: `${granteeWords(grantee)} may write ${nameOf(relationRef(database.name, table))} through view ${nameOf(on)} with the rights of ${view.owner}, wherever PostgreSQL can update the view`,
              evidence: {
                privileges,
                table: nameOf(relationRef(database.name, table)),
                viewOwner: view.owner,
              },
              remedy: { changes: revocations(on, past) },
            },
          ];
        },
      );
    });
    return judged(findings);
  },
});
