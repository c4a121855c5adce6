import { defineControl, judged } from '../control.ts';
import { nameOf, routineRef } from '../grants/database-object.ts';
import { ownRoutines } from './own-routines.ts';

export const rlsLeakproofFunction = defineControl({
  id: 'rls-leakproof-function',
  title: 'No function of the customer is marked LEAKPROOF',
  area: 'routines',
  scope: 'database',
  severity: 'medium',
  needs: ['routines'],
  threats: ['cross-tenant-access'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'PCI DSS 4.0', id: '6.2.4' },
    { standard: 'NIST 800-53', id: 'AC-4' },
    { standard: 'ISO 27001:2022', id: 'A.8.12' },
    { standard: 'SOC 2', id: 'CC6.8' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
    { standard: 'PostgreSQL documentation', id: 'rules-privileges' },
  ],
  rationale:
    'LEAKPROOF is a promise that a function reveals nothing of its arguments, and on that word the planner runs it on rows that a policy or a security barrier would hide. An error message or a side effect then shows them.',
  caution: 'Queries that relied on it to use an index under row security may become slower.',
  check: (database) =>
    judged(
      ownRoutines(database)
        .filter((routine) => routine.leakproof)
        .map((routine) => {
          const on = routineRef(database.name, routine);
          return {
            object: on,
            title: `Function ${nameOf(on)} is marked LEAKPROOF and may be run on rows that a policy hides`,
            evidence: { owner: routine.owner, language: routine.language },
            remedy: { changes: [{ do: 'routine-leakproof', on, leakproof: false }] },
          };
        }),
    ),
});
