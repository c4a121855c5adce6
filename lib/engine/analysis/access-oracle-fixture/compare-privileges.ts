import type pg from 'pg';
import type { TestCluster } from '../../../testing/cluster.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { grantableKinds } from '../../model/object-ref.ts';
import type { AccessObject } from '../access-object.ts';
import { type DatabaseAccess, databaseAccess } from '../effective-privileges.ts';
import { factsOf } from '../facts.ts';
import { type Bits, hasBit } from '../role-graph-closure.ts';
import { type Question, questionAbout } from './question.ts';

/** What one comparison with the server came to. `mismatches` say what, so that a failing seed can be understood. */
export interface OracleReport {
  accepted: number;
  refused: number;
  privileges: number;
  memberships: number;
  executed: number;
  readonly mismatches: string[];
}

export const newReport = (): OracleReport => ({
  accepted: 0,
  refused: 0,
  privileges: 0,
  memberships: 0,
  executed: 0,
  mismatches: [],
});

/** One character per role, in the order of `RoleGraph.names`. */
const asText = (bits: Bits, size: number) =>
  Array.from({ length: size }, (_, at) => (hasBit(bits, at) ? '1' : '0')).join('');

async function ask(
  client: pg.Client,
  question: Question,
  oids: number[],
  objects: AccessObject[],
  privileges: string[],
) {
  const { rows } = await client.query<{ n: string; privilege: string; answer: string }>(
    `SELECT a.n, p.privilege,
       string_agg(CASE ${question.answer} WHEN true THEN '1' WHEN false THEN '0' ELSE '?' END, '' ORDER BY r.n) AS answer
     FROM unnest($2::text[], $3::text[], $4::text[], $5::text[]) WITH ORDINALITY AS a(schema, name, signature, col, n)
     ${question.from}
     CROSS JOIN unnest($6::text[]) AS p(privilege)
     CROSS JOIN unnest($1::oid[]) WITH ORDINALITY AS r(oid, n)
     GROUP BY a.n, p.privilege`,
    [
      oids,
      objects.map((object) => object.schema),
      objects.map((object) => object.name),
      objects.map((object) => object.signature),
      objects.map((object) => object.column),
      privileges,
    ],
  );
  return new Map(rows.map((row) => [`${row.n} ${row.privilege}`, row.answer]));
}

/** Every pair of roles: USAGE, SET (16+) and MEMBER. Returns who may SET ROLE to whom, by the server's word. */
async function compareMemberships(
  client: pg.Client,
  access: DatabaseAccess,
  oids: number[],
  report: OracleReport,
) {
  const { graph } = access;
  const major = Math.floor(
    Number((await client.query('SHOW server_version_num')).rows[0].server_version_num) / 10_000,
  );
  const words = { inherit: 'USAGE', set: major < 16 ? 'MEMBER' : 'SET', member: 'MEMBER' } as const;
  const settable: string[] = [];
  for (const how of ['inherit', 'set', 'member'] as const) {
    const { rows } = await client.query<{ answer: string }>(
      `SELECT string_agg(pg_has_role(a.oid, b.oid, $2)::int::text, '' ORDER BY b.n) AS answer
       FROM unnest($1::oid[]) WITH ORDINALITY AS a(oid, n), unnest($1::oid[]) WITH ORDINALITY AS b(oid, n)
       GROUP BY a.n ORDER BY a.n`,
      [oids, words[how]],
    );
    graph.names.forEach((from, at) => {
      const every = graph.roles.get(from)?.superuser === true;
      const ours = graph.names
        .map((to) => (every || graph.reaches(from, to, how, 'shop') ? '1' : '0'))
        .join('');
      const theirs = rows[at]?.answer ?? '';
      report.memberships += ours.length;
      if (ours !== theirs) report.mismatches.push(`pg_has_role ${how} ${from}: ${ours}, server ${theirs}`);
      if (how === 'set') settable.push(theirs);
    });
  }
  return settable;
}

/** Compares every role, object and privilege of the database with `has_*_privilege`, WITH GRANT OPTION too. */
export async function comparePrivileges(
  cluster: TestCluster,
  inventory: Inventory,
  report: OracleReport,
): Promise<void> {
  const shop = factsOf(inventory).databases.find((database) => database.name === 'shop');
  if (!shop) throw new Error('the database was not made');
  const access = databaseAccess(shop);
  const { names, roles } = access.graph;
  const oids = names.map((name) => roles.get(name)?.oid ?? 0);
  const client = await cluster.connect({ database: 'shop' });
  await client.query('SET search_path = pg_catalog, pg_temp');
  const settable = await compareMemberships(client, access, oids, report);
  const afterSetRole = (held: string) =>
    settable
      .map((targets) => ([...targets].some((may, at) => may === '1' && held[at] === '1') ? '1' : '0'))
      .join('');
  const reachedBy = new Map<string, string>();

  for (const kind of grantableKinds) {
    const question = questionAbout(kind, cluster.major);
    const objects = [...access.objects([kind])];
    if (!question || objects.length === 0) continue;
    const privileges = access.privilegesOf(kind);
    const held = await ask(client, question, oids, objects, [...privileges]);
    const options = privileges.map((privilege) => `${privilege} WITH GRANT OPTION`);
    const grantable = await ask(client, question, oids, objects, options);
    objects.forEach((object, at) => {
      for (const privilege of privileges) {
        const sets = access.sets(object, privilege);
        const theirs = held.get(`${at + 1} ${privilege}`) ?? 'not found';
        let reach = reachedBy.get(theirs);
        reach ??= afterSetRole(theirs);
        reachedBy.set(theirs, reach);
        const compared: [string, string, string][] = [
          ['held', asText(sets.held, names.length), theirs],
          [
            'grantable',
            asText(sets.grantable, names.length),
            grantable.get(`${at + 1} ${privilege} WITH GRANT OPTION`) ?? '',
          ],
          ['reachable', asText(sets.reachable, names.length), reach],
        ];
        for (const [what, ours, server] of compared) {
          report.privileges += names.length;
          if (ours === server) continue;
          const { schema, name, column } = object;
          report.mismatches.push(
            `${what} ${privilege} on ${JSON.stringify([kind, schema, name, column])}: ${ours}, server ${server}`,
          );
        }
      }
    });
  }
  await client.end();
}
