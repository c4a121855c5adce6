import { parseList } from '../analysis/parameter.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Change } from '../model/change.ts';
import { roleSays } from './conditions/says.ts';
import { clusterRows } from './prior.ts';

type SetPassword = Extract<Change, { do: 'set-password' }>;

/** Values of `log_statement` that log ALTER ROLE. */
const logsIt = ['ddl', 'mod', 'all'];

function sessionsNow(role: string, inventory: Inventory): string {
  const section = inventory.cluster.sessions;
  if ('gap' in section) return 'whether there are any now was not read';
  const count = section.rows.filter((row) => row.role === role).reduce((sum, row) => sum + row.count, 0);
  return count === 0 ? 'none was open at the last scan' : `${count} at the last scan`;
}

/** Where the statement, with the verifier in it, is kept on the server. */
function keptBy(inventory: Inventory): readonly string[] {
  const value = (name: string) =>
    [
      ...clusterRows(inventory.cluster.settings),
      ...clusterRows(inventory.cluster['protected-settings']),
    ].find((row) => row.name === name)?.value ?? null;
  const statements = value('log_statement');
  const libraries = parseList(value('shared_preload_libraries'));
  return [
    ...(statements !== null && logsIt.includes(statements)
      ? [`its log (log_statement = ${statements})`]
      : []),
    ...['pgaudit', 'pg_stat_statements'].filter((library) => libraries.includes(library)),
  ];
}

/** What goes along with another password. `all` are the changes of the same plan. */
export function passwordWarnings(
  { role }: SetPassword,
  inventory: Inventory,
  all: readonly Change[],
): readonly string[] {
  const who = roleSays(role);
  const row = clusterRows(inventory.cluster.roles).find((one) => one.name === role);
  const prolonged = all.some(
    (change) =>
      change.do === 'alter-role' && change.role === role && change.attributes.validUntil !== undefined,
  );
  const kept = keptBy(inventory);
  return [
    `whoever logs in as ${who} with the old password is refused from the commit on, and so is a driver that cannot do SCRAM (libpq before 10); sessions that are open stay (${sessionsNow(role, inventory)}). Rules of pg_hba.conf take the new one by the methods scram-sha-256 and md5 alike.`,
    `the script holds the SCRAM verifier of the new password: whoever reads it can try guesses offline. Keep it as you keep a copy of pg_authid.`,
    ...(kept.length === 0
      ? []
      : [
          `the server keeps the statement, and the verifier with it (never the password), in ${kept.join(' and ')}.`,
        ]),
    ...(row?.expired && !prolonged
      ? [`the VALID UNTIL of ${who} is over: the new password is not accepted either until that is moved.`]
      : []),
    ...(row?.login === false ? [`${who} may not log in: a password is of no use to it.`] : []),
    ...(role === inventory.server.scanRole
      ? [
          `Postern scans as ${who}: give it the new password in the connection of this database right afterwards.`,
        ]
      : []),
  ];
}

/** What has to happen elsewhere: Postern does not know the password. */
export const passwordHandedOver = (changes: readonly Change[]): readonly string[] =>
  changes.flatMap((change) =>
    change.do === 'set-password'
      ? [
          `Whoever logs in as ${roleSays(change.role)} needs the new password at the same time. Postern does not have it.`,
        ]
      : [],
  );
