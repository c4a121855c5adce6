import type { FindingDraft } from '../../model/finding.ts';
import { defineControl } from '../control.ts';
import { nameOf, routineRef } from '../grants/database-object.ts';
import { definerRoutines, definerSections, reachedTables, undecidedRoutines } from './definer-ways.ts';
import { rowReferences } from './row-references.ts';
import { whoGoes } from './who-goes.ts';

export const rlsTriggerBypass = defineControl({
  id: 'rls-trigger-bypass',
  title: 'No trigger works on protected rows with more than its caller’s rights',
  area: 'rows',
  scope: 'database',
  severity: 'medium',
  needs: definerSections,
  threats: ['cross-tenant-access'],
  enforcedWhere: 'engine',
  references: rowReferences,
  rationale:
    'A trigger function runs as the caller, unless it is SECURITY DEFINER: then it runs as its owner, and where policies do not bind the owner it reads and writes rows of every tenant on behalf of anybody who writes its table.',
  caution:
    'As SECURITY INVOKER it sees only the rows, and may do only what, the writing role sees and may do.',
  check(database) {
    const findings = definerRoutines(database).flatMap((one): FindingDraft[] => {
      if (one.routine.returnType !== 'trigger') return [];
      const on = routineRef(database.name, one.routine);
      const tables = reachedTables(database, one);
      const writers = whoGoes(one.ways.map(({ bypass }) => bypass));
      return [
        {
          object: on,
          title: `Trigger function ${nameOf(on)} works on ${tables.join(', ')} past its row security for ${writers.join(', ')}`,
          evidence: {
            owner: one.routine.owner,
            tables,
            writers,
            why: one.ways.map(({ bypass }) => bypass.why),
          },
          remedy: { changes: [{ do: 'routine-security', on, definer: false }] },
        },
      ];
    });
    return { outcome: 'judged', findings, undecided: undecidedRoutines(database, true) };
  },
});
