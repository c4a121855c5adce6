import type { TestCluster } from '../../../../testing/cluster.ts';
import type { LocatedLine } from '../../../analysis/access-difference.ts';

/** What the server says of one role, object and privilege: now, WITH GRANT OPTION, and after a SET ROLE it may make. */
interface Answer {
  readonly held: boolean;
  readonly grantable: boolean;
  readonly reachable: boolean;
}

export type ServerPrivileges = ReadonlyMap<string, Answer>;

const key = (...parts: readonly (string | null)[]) => JSON.stringify(parts);

const families = (major: number) => {
  const relation = `'SELECT','INSERT','UPDATE','DELETE','TRUNCATE','REFERENCES','TRIGGER'${major >= 17 ? ",'MAINTAIN'" : ''}`;
  const own = "n.nspname IN ('s1', 's 2')";
  return [
    {
      ask: 'has_table_privilege(ROLE, o.oid, PRIVILEGE)',
      from: `SELECT c.oid, n.nspname::text AS schema, c.relname::text AS name, ''::text AS detail FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r','v','m','f','p') AND ${own}`,
      privileges: relation,
      above: false,
    },
    {
      ask: 'has_column_privilege(ROLE, o.oid, o.detail, PRIVILEGE)',
      from: `SELECT c.oid, n.nspname::text AS schema, c.relname::text AS name, a.attname::text AS detail FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE a.attnum > 0 AND c.relkind IN ('r','v','m','f','p') AND ${own}`,
      privileges: "'SELECT','INSERT','UPDATE','REFERENCES'",
      above: true,
    },
    {
      ask: 'has_sequence_privilege(ROLE, o.oid, PRIVILEGE)',
      from: `SELECT c.oid, n.nspname::text AS schema, c.relname::text AS name, ''::text AS detail FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'S' AND ${own}`,
      privileges: "'SELECT','UPDATE','USAGE'",
      above: false,
    },
    {
      ask: 'has_function_privilege(ROLE, o.oid, PRIVILEGE)',
      from: `SELECT p.oid, n.nspname::text AS schema, p.proname::text AS name, oidvectortypes(p.proargtypes) AS detail FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${own}`,
      privileges: "'EXECUTE'",
      above: false,
    },
    {
      ask: 'has_schema_privilege(ROLE, o.oid, PRIVILEGE)',
      from: `SELECT n.oid, ''::text AS schema, n.nspname::text AS name, ''::text AS detail FROM pg_namespace n WHERE ${own}`,
      privileges: "'CREATE','USAGE'",
      above: false,
    },
    {
      ask: 'has_database_privilege(ROLE, o.oid, PRIVILEGE)',
      from: `SELECT d.oid, ''::text AS schema, d.datname::text AS name, ''::text AS detail FROM pg_database d`,
      privileges: "'CREATE','CONNECT','TEMPORARY'",
      above: false,
    },
  ];
};

/** Every role's privileges on the objects of the random cluster, as `has_*_privilege` and `pg_has_role` answer. */
export async function serverPrivileges(cluster: TestCluster): Promise<ServerPrivileges> {
  const settable = await cluster.sql(
    `SELECT r.rolname::text AS role, array_agg(s.rolname::text) AS others FROM pg_roles r, pg_roles s
     WHERE pg_has_role(r.oid, s.oid, '${cluster.major >= 16 ? 'SET' : 'MEMBER'}') GROUP BY 1`,
    'shop',
  );
  const others = new Map(
    settable.map((row) => [String(row.role), Array.isArray(row.others) ? row.others : []]),
  );
  const answers = new Map<string, Answer>();
  for (const { ask, from, privileges } of families(cluster.major)) {
    const question = (role: string, privilege: string) =>
      ask.replace('ROLE', role).replace('PRIVILEGE', privilege);
    // A change may have given the database another search_path, by which types are written with their schema or without.
    const rows = await cluster.sql(
      `SET search_path = pg_catalog; SELECT o.schema, o.name, o.detail, p.privilege, array_agg(r.rolname::text) FILTER (WHERE ${question('r.oid', 'p.privilege')}) AS held,
         array_agg(r.rolname::text) FILTER (WHERE ${question('r.oid', "p.privilege || ' WITH GRANT OPTION'")}) AS grantable
       FROM (${from}) o, unnest(ARRAY[${privileges}]) AS p(privilege), pg_roles r GROUP BY o.oid, 1, 2, 3, 4`,
      'shop',
    );
    for (const row of rows) {
      const [held, grantable] = [row.held, row.grantable].map(
        (names) => new Set(Array.isArray(names) ? names : []),
      );
      for (const [role, reach] of others) {
        const answer = {
          held: held?.has(role) === true,
          grantable: grantable?.has(role) === true,
          reachable: held?.has(role) === true || reach.some((other) => held?.has(other) === true),
        };
        const family = ask.slice(0, ask.indexOf('('));
        answers.set(
          key(family, role, String(row.schema), String(row.name), String(row.detail), String(row.privilege)),
          answer,
        );
      }
    }
  }
  return answers;
}

const none: Answer = { held: false, grantable: false, reachable: false };

function lost(was: Answer, is: Answer, above: Answer): string | null {
  const inherited = was.held && !is.held && !above.held;
  const bySetRole = was.reachable && !was.held && !is.reachable && !above.reachable;
  const gone = (was.held && !is.held) || (was.reachable && !was.held && !is.reachable);
  const option = was.grantable && !is.grantable && was.reachable && !gone && !above.grantable;
  if (!inherited && !bySetRole && !option) return null;
  return `${was.held ? 'inherited' : 'set-role'} ${was.grantable}`;
}

/** What the server says went from one state to the other, in the same sense as `accessDifference`. */
export function lostBetween(before: ServerPrivileges, after: ServerPrivileges): readonly string[] {
  const found: string[] = [];
  for (const [name, was] of before) {
    const [ask, role, schema, object, , privilege] = JSON.parse(name) as string[];
    const relation = key('has_table_privilege', role ?? '', schema ?? '', object ?? '', '', privilege ?? '');
    const above = ask === 'has_column_privilege' ? (before.get(relation) ?? none) : none;
    const how = lost(was, after.get(name) ?? none, above);
    if (how !== null) found.push(`${name} ${how}`);
  }
  return found.sort();
}

const asked: { readonly [kind: string]: string } = {
  column: 'has_column_privilege',
  sequence: 'has_sequence_privilege',
  function: 'has_function_privilege',
  procedure: 'has_function_privilege',
  schema: 'has_schema_privilege',
  database: 'has_database_privilege',
  table: 'has_table_privilege',
  view: 'has_table_privilege',
  'materialized-view': 'has_table_privilege',
  'foreign-table': 'has_table_privilege',
  'partitioned-table': 'has_table_privilege',
};

/** Our lines on the objects that the server was asked about, in the same words. */
export function inServersWords(lines: readonly LocatedLine[]): readonly string[] {
  return lines
    .flatMap((line) => {
      const ask = asked[line.kind];
      const own = [line.schema, line.kind === 'schema' ? line.name : null].some(
        (name) => name === 's1' || name === 's 2',
      );
      if (ask === undefined || (line.kind !== 'database' && !own)) return [];
      const detail = line.column ?? line.signature ?? '';
      const name = key(ask, line.role, line.schema ?? '', line.name, detail, line.privilege);
      return [`${name} ${line.how} ${line.grantable}`];
    })
    .sort();
}
