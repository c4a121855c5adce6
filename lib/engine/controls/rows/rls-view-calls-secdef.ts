import type { DatabaseFacts } from '../../analysis/facts.ts';
import { relationKey } from '../../analysis/relation-index.ts';
import { holdersBound, relationRef as viewRef } from '../../analysis/row-security/row-bypass.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { ViewDependencyRow } from '../../inventory/sections/view-dependencies.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl } from '../control.ts';
import { relationNamed } from '../grants/by-relation.ts';
import { nameOf, relationRef, routineRef } from '../grants/database-object.ts';
import {
  type DefinerRoutine,
  definerRoutines,
  definerSections,
  reachedTables,
  undecidedRoutines,
} from './definer-ways.ts';
import { rowReferences } from './row-references.ts';

/** Views with the names of the functions they call. Materialized views called theirs when they were filled. */
function calledByView(
  database: DatabaseFacts,
): { view: RelationRow; routines: readonly ViewDependencyRow[] }[] {
  const calls = database.read('view-dependencies').filter((row) => row.kind === 'routine');
  return [...Map.groupBy(calls, (row) => relationKey(row.schema, row.view)).values()].flatMap((rows) => {
    const [first] = rows;
    const view = first ? relationNamed(database, first.schema, first.view) : undefined;
    return view?.kind === 'view' ? [{ view, routines: rows }] : [];
  });
}

export const rlsViewCallsSecdef = defineControl({
  id: 'rls-view-calls-secdef',
  title: 'No view fetches protected rows through a function',
  area: 'rows',
  scope: 'database',
  severity: 'medium',
  needs: definerSections,
  threats: ['cross-tenant-access', 'insider-reads-regulated-data'],
  enforcedWhere: 'policy',
  references: rowReferences,
  rationale:
    'A view with security_invoker still calls SECURITY DEFINER functions, and these read as their owner. The view passes a review of its options and shows every tenant’s rows.',
  caution:
    'As SECURITY INVOKER the function needs its callers to have the rights on the tables, and shows them only their rows.',
  check(database) {
    const byName = Map.groupBy(
      definerRoutines(database).filter(({ routine }) => routine.returnType !== 'trigger'),
      ({ routine }) => relationKey(routine.schema, routine.name),
    );
    const findings = calledByView(database).flatMap(({ view, routines }): FindingDraft[] => {
      const called = routines.flatMap(({ dependsOnSchema, dependsOn, signature }) =>
        (byName.get(relationKey(dependsOnSchema, dependsOn)) ?? []).filter(
          // Several routines have one name; which of them is called, snapshots of before do not say.
          ({ routine }) => signature === undefined || routine.signature === signature,
        ),
      );
      const on = relationRef(database.name, view);
      // Who reads the view calls its functions as itself, and needs EXECUTE on them.
      const reads = ({ table, bypass }: DefinerRoutine['ways'][number]) => {
        const readers = holdersBound(database, viewRef(database, view), ['SELECT'], table);
        const runners = new Set([...bypass.roles, ...bypass.afterSetRole]);
        return [...readers.roles, ...readers.afterSetRole].filter((role) => runners.has(role));
      };
      const leaking = called.filter(({ ways }) => ways.some((way) => reads(way).length > 0));
      if (leaking.length === 0) return [];
      const readers = [...new Set(leaking.flatMap(({ ways }) => ways.flatMap(reads)))].sort();
      const functions = leaking.map(({ routine }) => routineRef(database.name, routine));
      const tables = [...new Set(leaking.flatMap((one) => reachedTables(database, one)))].sort();
      return [
        {
          object: on,
          title: `View ${nameOf(on)} calls ${functions.map(nameOf).join(', ')}, which reads ${tables.join(', ')} for ${readers.join(', ')} past its row security`,
          evidence: { functions: functions.map(nameOf), tables, readers },
          remedy: {
            changes: functions.map(
              (routine) => ({ do: 'routine-security', on: routine, definer: false }) as const,
            ),
          },
        },
      ];
    });
    return { outcome: 'judged', findings, undecided: undecidedRoutines(database, false) };
  },
});
