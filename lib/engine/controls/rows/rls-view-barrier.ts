import { databaseAccess } from '../../analysis/effective-privileges.ts';
import type { DatabaseFacts } from '../../analysis/facts.ts';
import { relationKey, relationsOfKind } from '../../analysis/relation-index.ts';
import { isInvokerView, viewSources } from '../../analysis/row-security/bypass-by-view.ts';
import { parseSql } from '../../analysis/row-security/parser.ts';
import { relationRef as grantable } from '../../analysis/row-security/row-bypass.ts';
import { tablesRowSecurity } from '../../analysis/row-security/table-row-security.ts';
import { nodesIn } from '../../analysis/row-security/tree.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Grantee } from '../../model/privilege.ts';
import { defineControl } from '../control.ts';
import { nameOf, relationRef } from '../grants/database-object.ts';
import { grantEntriesIn } from '../grants/grant-entry.ts';
import { grantedToOthers, othersNames } from './granted-to-others.ts';
import { policySections } from './judged-policies.ts';
import { rowReferences } from './row-references.ts';

function isBarrier(view: RelationRow): boolean {
  return view.options.some((option) => /^security_barrier=(on|t(r(ue?)?)?|y(es?)?|1)$/i.test(option));
}

/** Whether some query of the definition has a condition; `null` where it does not parse, or was cut off. */
function filtersRows(definition: string): boolean | null {
  // Empty: it was dropped while the scan ran.
  if (definition === '') return null;
  const parsed = parseSql(definition);
  if ('error' in parsed) return null;
  return nodesIn(parsed.tree).some(
    ({ kind, fields }) =>
      kind === 'SelectStmt' &&
      [fields.whereClause, fields.havingClause, fields.limitCount].some((clause) => clause !== undefined),
  );
}

/** Who may read the table anyway is hidden nothing by the view. */
function readsByItself(database: DatabaseFacts, grantee: Grantee, source: RelationRow): boolean {
  const everybody = grantEntriesIn(database.cluster, source).some(
    (entry) => entry.grantee === null && entry.privileges.includes('SELECT'),
  );
  return (
    everybody ||
    (grantee !== null && databaseAccess(database).has(grantee, grantable(database, source), 'SELECT'))
  );
}

export const rlsViewBarrier = defineControl({
  id: 'rls-view-barrier',
  title: 'No view that hides rows lets its readers’ functions see them',
  area: 'rows',
  scope: 'database',
  severity: 'low',
  needs: [...policySections, 'view-dependencies', 'view-definitions'],
  threats: ['cross-tenant-access', 'insider-reads-regulated-data'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'A view that filters rows is not a wall: the planner may run a reader’s own cheap function on rows before the filter drops them, and the function can write them down. Only security_barrier keeps the order.',
  caution:
    'Queries on the view may become slower, since conditions of the reader are no longer pushed below its own.',
  check(database, policy) {
    const definitions = new Map(
      database.read('view-definitions').map((row) => [relationKey(row.schema, row.view), row.definition]),
    );
    const tables = tablesRowSecurity(database, policy);
    const undecided: { object: ObjectRef; reason: string }[] = [];
    const findings = relationsOfKind(database, 'view').flatMap((view): FindingDraft[] => {
      const key = relationKey(view.schema, view.name);
      const definition = definitions.get(key);
      if (definition === undefined || isBarrier(view) || isInvokerView(view)) return [];
      const sources = viewSources(database).get(key) ?? [];
      const granted = grantedToOthers(database, view, (privilege) => privilege === 'SELECT')
        .map((one) => ({
          on: one.on,
          entries: one.entries.filter(({ grantee }) =>
            sources.some((source) => !readsByItself(database, grantee, source)),
          ),
        }))
        .filter(({ entries }) => entries.length > 0);
      if (granted.length === 0) return [];
      const on = relationRef(database.name, view);
      const filters = filtersRows(definition);
      if (filters === null) {
        undecided.push({ object: on, reason: `The definition of view ${nameOf(on)} could not be parsed.` });
        return [];
      }
      if (!filters) return [];
      const held = sources.some(
        (source) => tables.get(relationKey(source.schema, source.name))?.required === true,
      );
      return [
        {
          object: on,
          title: `View ${nameOf(on)} hides rows from ${othersNames(granted).join(', ')} without security_barrier`,
          evidence: {
            owner: view.owner,
            grantees: othersNames(granted),
            tables: sources.map((source) => nameOf(relationRef(database.name, source))).sort(),
            options: view.options,
          },
          remedy: { changes: [{ do: 'set-view-option', on, option: 'security_barrier', value: true }] },
          ...(held ? { severity: 'medium' as const } : {}),
        },
      ];
    });
    return { outcome: 'judged', findings, undecided };
  },
});
