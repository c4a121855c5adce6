import { searchPathOf } from '../../analysis/search-path.ts';
import type { FindingDraft } from '../../model/finding.ts';
import { defineControl, judged } from '../control.ts';
import { nameOf, routineRef, routineWord } from '../grants/database-object.ts';
import { definerRoutines, isBound } from './own-routines.ts';
import { pinSearchPath } from './safe-search-path.ts';
import { searchPathWords } from './search-path-words.ts';

export const secdefSearchPath = defineControl({
  id: 'secdef-search-path',
  title: 'SECURITY DEFINER routines run with a pinned, safe search path',
  area: 'routines',
  scope: 'database',
  severity: 'high',
  needs: ['routines', 'schemas', 'databases', 'roles', 'memberships'],
  threats: ['escalation-to-superuser', 'trojan-objects'],
  enforcedWhere: 'engine',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.5' },
    { standard: 'CIS PostgreSQL 17', id: '4.5' },
    { standard: 'PCI DSS 4.0', id: '6.2.4' },
    { standard: 'NIST 800-53', id: 'AC-6(10)' },
    { standard: 'ISO 27001:2022', id: 'A.8.28' },
    { standard: 'SOC 2', id: 'CC6.8' },
    { standard: 'HIPAA', id: '164.312(c)(1)' },
    { standard: 'CVE', id: 'CVE-2018-1058' },
    { standard: 'PostgreSQL documentation', id: 'sql-createfunction' },
  ],
  rationale:
    'A name without a schema is looked up along the search path, and without a pinned one it is the caller who chooses that path: the routine then runs the caller’s function with its owner’s rights. Temporary tables are found first unless pg_temp stands last.',
  caution:
    'Names in the body that the pinned path does not cover, functions and types included, must be qualified.',
  check: (database) =>
    judged(
      definerRoutines(database).flatMap((routine): FindingDraft[] => {
        const path = searchPathOf(database, routine);
        if (path.state === 'safe') return [];
        const on = routineRef(database.name, routine);
        const problems = path.problems.map(searchPathWords);
        // The path is then only that of what it calls, and of the triggers it sets off.
        const bound = isBound(routine);
        const onlyTemporary =
          path.state === 'unsafe' && path.problems.every(({ kind }) => kind === 'pg_temp-not-last');
        return [
          {
            object: on,
            title:
              path.state === 'unpinned'
                ? `${routineWord(on)} ${nameOf(on)} runs as ${routine.owner} with the search path of whoever calls it`
                : `${routineWord(on)} ${nameOf(on)} runs as ${routine.owner} with an unsafe search path: ${problems.join(', ')}`,
            evidence: {
              owner: routine.owner,
              searchPath: path.schemas,
              problems,
              namesLookedUpAtCreation: bound,
            },
            remedy: pinSearchPath(database, routine, on, path),
            ...(bound ? { severity: 'low' as const } : onlyTemporary ? { severity: 'medium' as const } : {}),
          },
        ];
      }),
    ),
});
