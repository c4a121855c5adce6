import type { FindingDraft } from '../../model/finding.ts';
import { defineControl } from '../control.ts';
import { nameOf, routineRef, routineWord } from '../grants/database-object.ts';
import { definerRoutines, definerSections, reachedTables, undecidedRoutines } from './definer-ways.ts';
import { rowReferences } from './row-references.ts';
import { someOf } from './some-of.ts';
import { whoGoes } from './who-goes.ts';

export const rlsDefinerRoutine = defineControl({
  id: 'rls-definer-routine',
  title: 'No routine works on protected rows with more than its caller’s rights',
  area: 'rows',
  scope: 'database',
  severity: 'medium',
  needs: definerSections,
  threats: ['cross-tenant-access', 'insider-reads-regulated-data'],
  enforcedWhere: 'engine',
  references: rowReferences,
  rationale:
    'A SECURITY DEFINER routine runs as its owner. Where policies do not bind the owner, whoever may call the routine gets at every tenant’s rows as far as its statements let them, and no review of the policies shows it.',
  caution:
    'As SECURITY INVOKER the routine needs its callers to have the rights on the tables, and works on their rows alone; a policy that calls it to look up its own table fails.',
  check(database) {
    const findings = definerRoutines(database).flatMap((one): FindingDraft[] => {
      // What a trigger runs nobody calls: rls-trigger-bypass tells of those.
      if (one.routine.returnType === 'trigger') return [];
      const on = routineRef(database.name, one.routine);
      const tables = reachedTables(database, one);
      const callers = whoGoes(one.ways.map(({ bypass }) => bypass));
      const certain = one.ways.some(({ bypass }) => bypass.certain);
      return [
        {
          object: on,
          title: `${routineWord(on)} ${nameOf(on)} ${certain ? 'works' : 'may work'} on ${someOf(tables)} past its row security for ${someOf(callers)}`,
          evidence: {
            owner: one.routine.owner,
            tables,
            callers,
            why: [...new Set(one.ways.map(({ bypass }) => bypass.why))],
          },
          remedy: { changes: [{ do: 'routine-security', on, definer: false }] },
          ...(certain ? {} : { severity: 'low' as const }),
        },
      ];
    });
    return { outcome: 'judged', findings, undecided: undecidedRoutines(database, false) };
  },
});
