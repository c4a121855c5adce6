import type { DatabaseFacts } from '../../analysis/facts.ts';
import type { ColumnRow } from '../../inventory/sections/columns.ts';
import type { RelationRow } from '../../inventory/sections/relations.ts';
import type { Remedy } from '../../model/change.ts';
import type { FindingDraft } from '../../model/finding.ts';
import type { ObjectRef } from '../../model/object-ref.ts';
import type { Grantee } from '../../model/privilege.ts';
import type { Classification, Policy } from '../../policy/policy.ts';
import { defineControl } from '../control.ts';
import { columnsOf, relationNamed } from '../grants/by-relation.ts';
import { columnRef, nameOf } from '../grants/database-object.ts';
import { grantEntries, grantEntriesIn, granteesIn } from '../grants/grant-entry.ts';
import { administratorKinds, isDeclaredAs } from '../roles/approved-role.ts';
import { grantedToOthers } from '../rows/granted-to-others.ts';
import { partsWith, viewsOver } from './column-carriers.ts';
import { loginsThrough, loginsUsing } from './column-readers.ts';
import { narrowToReaders } from './narrow-to-readers.ts';

interface Ground {
  readonly grantee: Grantee;
  readonly by: 'grant' | 'owner' | 'pg_read_all_data';
}

/** Whoever holds SELECT on the column by the table, by the column, by owning it or by a predefined role. */
function grounds({ cluster }: DatabaseFacts, relation: RelationRow, column: ColumnRow): Ground[] {
  const entries = [
    ...grantEntriesIn(cluster, relation),
    ...grantEntries(column.acl, 'column', relation.owner),
  ].filter((entry) => entry.privileges.includes('SELECT'));
  return [
    ...granteesIn(entries).map(
      (grantee): Ground => ({ grantee, by: grantee === relation.owner ? 'owner' : 'grant' }),
    ),
    { grantee: 'pg_read_all_data', by: 'pg_read_all_data' },
  ];
}

const named = (logins: readonly string[]) =>
  `${logins.slice(0, 10).join(', ')}${logins.length > 10 ? ` and ${logins.length - 10} more` : ''}`;

function remedyFor(
  database: DatabaseFacts,
  policy: Policy,
  relation: RelationRow,
  on: ObjectRef,
  ground: Ground,
  readers: readonly string[],
  logins: readonly string[],
): Remedy {
  if (ground.by === 'owner') {
    const { owner } = relation;
    return {
      manual: logins.includes(owner)
        ? 'An owner can always grant itself access again: hand the table over to a role that does not log in (object-owner-is-login).'
        : `Whoever can act as the owner can always grant itself access again: take the membership in ${owner} from ${named(logins)}, or declare in the policy who migrates (kind migration).`,
    };
  }
  if (ground.by === 'pg_read_all_data') {
    return {
      manual: `pg_read_all_data reads every column of every table: revoke that membership from ${named(logins)}, and grant the tables it is needed for.`,
    };
  }
  return narrowToReaders({ database, policy, relation, on, grantee: ground.grantee, readers });
}

function findingsFor(
  database: DatabaseFacts,
  policy: Policy,
  relation: RelationRow,
  column: ColumnRow,
  entry: Classification,
  isPart = false,
): FindingDraft[] {
  const readers = entry.readers ?? [];
  const on = columnRef(database.name, column);
  const users = loginsUsing(database, relation.schema);
  // A reader may be a group: its members were approved with it.
  const approved = new Set(readers.flatMap((reader) => [reader, ...loginsThrough(database, reader)]));
  return grounds(database, relation, column).flatMap((ground): FindingDraft[] => {
    // Of a partition only what was granted on it: its owner and who reads all data are told of once, with the parent.
    if (isPart && ground.by !== 'grant') return [];
    if (ground.grantee !== null && readers.includes(ground.grantee)) return [];
    // Somebody has to own the table, and to act as its owner: whom the policy means for that is no finding.
    const asOwner = (login: string) =>
      ground.by === 'owner' && isDeclaredAs(policy, login, [...administratorKinds, 'owner', 'migration']);
    // And a backup reads everything: where that is what a role is for, the policy says so.
    const asBackup = (login: string) =>
      ground.by === 'pg_read_all_data' && isDeclaredAs(policy, login, ['backup']);
    const logins = loginsThrough(database, ground.grantee).filter(
      (login) => users.has(login) && !approved.has(login) && !asOwner(login) && !asBackup(login),
    );
    if (logins.length === 0) return [];
    const who = ground.grantee === null ? 'Everybody (PUBLIC)' : `Role ${ground.grantee}`;
    return [
      {
        object: ground.grantee === null ? { ...on, public: true } : { ...on, role: ground.grantee },
        title: `${who} can read ${nameOf(on)}, classified ${entry.class}, which the policy opens to ${readers.length === 0 ? 'nobody' : readers.join(', ')}`,
        evidence: {
          class: entry.class,
          tier: entry.tier ?? null,
          readers,
          by: ground.by,
          logins: logins.slice(0, 50),
          loginCount: logins.length,
          owner: relation.owner,
        },
        remedy: remedyFor(database, policy, relation, on, ground, readers, logins),
        ...(entry.tier === 0 ? { severity: 'critical' as const } : {}),
      },
    ];
  });
}

/** The policy as it reads where what it says of a table holds for a partition of it too. */
function withPart(
  policy: Policy,
  here: readonly Classification[],
  { schema, name }: RelationRow,
  part: RelationRow,
): Policy {
  const same = here
    .filter((entry) => entry.schema === schema && entry.table === name && !isStated(here, part, entry.column))
    .map((entry) => ({ ...entry, schema: part.schema, table: part.name }));
  return { ...policy, classification: [...here, ...same] };
}

/** Whether the policy classifies a column of the relation, or this one. */
function isStated(
  entries: readonly Classification[],
  { schema, name }: RelationRow,
  column?: string,
): boolean {
  return entries.some(
    (entry) =>
      entry.schema === schema && entry.table === name && (column === undefined || entry.column === column),
  );
}

/** Logins that read something of the view by a grant and are no readers of the column. */
function strangersReading(
  database: DatabaseFacts,
  view: RelationRow,
  { readers = [] }: Classification,
): readonly string[] {
  const users = loginsUsing(database, view.schema);
  const approved = new Set(readers.flatMap((reader) => [reader, ...loginsThrough(database, reader)]));
  const granted = grantedToOthers(database, view, (privilege) => privilege === 'SELECT');
  const logins = granted.flatMap(({ entries }) =>
    entries.flatMap(({ grantee }) => loginsThrough(database, grantee)),
  );
  return [...new Set(logins)].filter((login) => users.has(login) && !approved.has(login)).sort();
}

export const piiColumnBroadAccess = defineControl({
  id: 'pii-column-broad-access',
  title: 'Classified columns are readable by their readers alone',
  area: 'columns',
  scope: 'database',
  severity: 'high',
  needs: [
    'schemas',
    'relations',
    'columns',
    'inheritance',
    'view-dependencies',
    'roles',
    'memberships',
    'databases',
  ],
  threats: ['insider-reads-regulated-data', 'over-privileged-application'],
  enforcedWhere: 'column',
  references: [
    { standard: 'PCI DSS 4.0', id: '7.2.6' },
    { standard: 'NIST 800-53', id: 'AC-3' },
    { standard: 'ISO 27001:2022', id: 'A.5.12' },
    { standard: 'SOC 2', id: 'CC6.1' },
    { standard: 'HIPAA', id: '164.502(b)' },
    { standard: 'GDPR', id: 'Art. 5(1)(f)' },
    { standard: 'GDPR', id: 'Art. 25' },
  ],
  rationale:
    'A grant on a table is a grant on all of its columns, those added later included, and one on a partition or a view hands them out past the grants on the table. Revoking the column from a role that holds the table changes nothing, and PostgreSQL does not say so.',
  caution: 'SELECT * and code that lists the column fail for the roles that lose it.',
  check(database, policy) {
    if (policy.classification === undefined) {
      return {
        outcome: 'unknown',
        reason: 'The policy classifies no columns, so who may read which is not decided.',
        decision: 'classification',
      };
    }
    const here = policy.classification.filter((entry) => entry.database === database.name);
    // Stated as public: asked about, answered, and open to everybody.
    const stated = here.filter((entry) => entry.class !== 'public');
    if (stated.length === 0) {
      return {
        outcome: 'not-applicable',
        reason: `The policy classifies no column of database ${database.name}.`,
      };
    }
    const findings: FindingDraft[] = [];
    const undecided: { object: ObjectRef; reason: string }[] = [];
    for (const entry of stated) {
      const { schema, table, column: name } = entry;
      const relation = relationNamed(database, schema, table);
      const column = columnsOf(database, schema, table).find((row) => row.name === name);
      const object: ObjectRef = {
        kind: 'column',
        database: database.name,
        schema,
        name: table,
        column: name,
      };
      if (!relation || !column) {
        undecided.push({
          object,
          reason: `The policy classifies column ${nameOf(object)}, which does not exist.`,
        });
      } else if (entry.readers === undefined) {
        undecided.push({
          object,
          reason: `The policy classifies column ${nameOf(object)} but does not say who may read it.`,
        });
      } else {
        findings.push(...findingsFor(database, policy, relation, column, entry));
        const parts = partsWith(database, relation, name).filter((part) => !isStated(here, part, name));
        for (const part of parts) {
          const own = columnsOf(database, part.schema, part.name).find((row) => row.name === name);
          if (own)
            findings.push(
              ...findingsFor(database, withPart(policy, here, relation, part), part, own, entry, true),
            );
        }
        for (const view of viewsOver(database, [relation, ...parts], name)) {
          if (isStated(here, view)) continue;
          const logins = strangersReading(database, view, entry);
          if (logins.length === 0) continue;
          undecided.push({
            object,
            reason: `View ${view.schema}.${view.name}, which ${named(logins)} may read, reads ${nameOf(object)} as its owner: classify what it shows.`,
          });
        }
      }
    }
    return { outcome: 'judged', findings, undecided };
  },
});
