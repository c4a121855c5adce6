import { searchPathOf } from '../../analysis/search-path.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { nameOf, routineRef } from '../grants/database-object.ts';
import { ownRoutines } from './own-routines.ts';
import { policyRoutineFindings } from './policy-routine-path.ts';
import { pinSearchPath } from './safe-search-path.ts';
import { searchPathWords } from './search-path-words.ts';

/** Languages whose names are looked up while the routine runs. */
const lookedUp = new Set(['plpgsql', 'sql']);

export const functionSearchPath = defineControl({
  id: 'function-search-path',
  title: 'Routines that others set off pin their search path',
  area: 'routines',
  scope: 'database',
  severity: 'low',
  needs: [
    'routines',
    'schemas',
    'databases',
    'roles',
    'memberships',
    'triggers',
    'event-triggers',
    'policy-routines',
  ],
  threats: ['trojan-objects', 'cross-tenant-access'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'PCI DSS 4.0', id: '6.2.4' },
    { standard: 'NIST 800-53', id: 'SI-7' },
    { standard: 'ISO 27001:2022', id: 'A.8.28' },
    { standard: 'SOC 2', id: 'CC6.8' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
    { standard: 'PostgreSQL documentation', id: 'sql-createfunction' },
  ],
  rationale:
    'A trigger function runs in the session of whoever writes the table, that of an event trigger for whoever changes a definition, that of a policy for whoever queries, with that session’s search path. Names without a schema are found where that session says: whoever may create in one of those schemas changes what the trigger does, and whoever makes a temporary table may change what a policy asks.',
  caution:
    'Names in the body that the pinned path does not cover must be qualified; a function in SQL with a pinned path is no longer inlined into the query.',
  check(database) {
    const keys = (rows: readonly { readonly functionSchema: string; readonly functionName: string }[]) =>
      new Set(rows.map((row) => JSON.stringify([row.functionSchema, row.functionName])));
    const fired = keys(database.read('triggers'));
    const byEvents = keys(database.read('event-triggers'));
    return judged(
      ownRoutines(database).flatMap((routine): FindingDraft[] => {
        // secdef-search-path judges those that run as their owner, and more severely.
        if (routine.securityDefiner) return [];
        const key = JSON.stringify([routine.schema, routine.name]);
        const event = byEvents.has(key);
        if (!lookedUp.has(routine.language)) return [];
        if (!(event || fired.has(key))) return policyRoutineFindings(database, routine);
        const path = searchPathOf(database, routine);
        // It runs as whoever sets it off: a schema or a temporary table of that role's own is no way in.
        const problems = path.problems.filter(
          ({ kind }) => kind === 'others-create' || kind === 'missing-schema',
        );
        if (path.state !== 'unpinned' && problems.length === 0) return [];
        const on = routineRef(database.name, routine);
        const what = event ? 'Event trigger function' : 'Trigger function';
        return [
          {
            object: on,
            title:
              path.state === 'unpinned'
                ? `${what} ${nameOf(on)} looks names up along the search path of whoever ${event ? 'changes a definition' : 'writes the table'}`
                : `${what} ${nameOf(on)} has an unsafe search path: ${problems.map(searchPathWords).join(', ')}`,
            evidence: {
              owner: routine.owner,
              language: routine.language,
              searchPath: path.schemas,
              problems: problems.map(searchPathWords),
            },
            remedy: pinSearchPath(database, routine, on, path),
          },
        ];
      }),
    );
  },
});
