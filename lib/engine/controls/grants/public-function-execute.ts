import { defineControl, judged } from '../control.ts';
import { ownRoutines } from '../routines/own-routines.ts';
import { nameOf, routineKind, routineRef } from './database-object.ts';
import { entriesOf, grantEntries, revocations } from './grant-entry.ts';
import { keptForDeclared } from './kept-for-declared.ts';

/** Only the server calls these, and it does not ask for EXECUTE when they fire. */
const calledByServer = new Set(['trigger', 'event_trigger']);

export const publicFunctionExecute = defineControl({
  id: 'public-function-execute',
  title: 'No routine of the application is open to everybody',
  area: 'grants',
  scope: 'database',
  severity: 'medium',
  needs: ['routines', 'schemas', 'roles'],
  threats: ['over-privileged-application', 'insider-reads-regulated-data'],
  enforcedWhere: 'grant',
  references: [
    { standard: 'CIS PostgreSQL 16', id: '4.5' },
    { standard: 'CIS PostgreSQL 17', id: '4.5' },
    { standard: 'PCI DSS 4.0', id: '7.2.2' },
    { standard: 'NIST 800-53', id: 'AC-6' },
    { standard: 'ISO 27001:2022', id: 'A.8.3' },
    { standard: 'SOC 2', id: 'CC6.3' },
    { standard: 'HIPAA', id: '164.312(a)(1)' },
    { standard: 'PostgreSQL documentation', id: 'ddl-priv' },
  ],
  rationale:
    'A routine is created with EXECUTE for PUBLIC: with no access control list at all, everybody may call it. What it does is then guarded only by what its author thought of.',
  caution:
    'Callers need EXECUTE by name, and whoever uses a table whose policies, defaults or checks call it is one: the script grants it to the roles whose may covers the routine; for others look at pg_stat_user_functions first.',
  check(database, policy) {
    const open = new Set(
      database
        .read('schemas')
        .filter(
          (row) =>
            entriesOf(grantEntries(row.acl, 'schema', row.owner), null, (one) => one === 'USAGE').length > 0,
        )
        .map((row) => row.name),
    );
    return judged(
      ownRoutines(database)
        .filter(
          (row) =>
            // public-secdef-execute judges those, and more severely.
            !row.securityDefiner && !calledByServer.has(row.returnType ?? ''),
        )
        .flatMap((row) => {
          const held = grantEntries(row.acl, routineKind(row.kind), row.owner);
          const entries = entriesOf(held, null);
          if (entries.length === 0) return [];
          const on = routineRef(database.name, row);
          const reachable = open.has(row.schema);
          return [
            {
              object: { ...on, public: true as const },
              title: `Everybody (PUBLIC) may execute ${nameOf(on)}${reachable ? '' : ', once it may look into the schema'}`,
              evidence: { owner: row.owner, builtInDefault: row.acl === null, schemaOpenToPublic: reachable },
              remedy: {
                changes: [
                  ...keptForDeclared(database, policy, { on, owner: row.owner, entries: held }, ['EXECUTE']),
                  ...revocations(on, entries),
                ],
              },
              ...(reachable ? {} : { severity: 'low' as const }),
            },
          ];
        }),
    );
  },
});
