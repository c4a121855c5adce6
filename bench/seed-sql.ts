import type { RandomPreset } from './preset.ts';

/**
 * The SQL that fills an empty throw-away server: roles and tables by DDL, memberships and ACLs written into the catalogs
 * by one statement each, since half a million GRANTs would take an hour. Every choice is a hash of its place and the seed.
 * Each element is one transaction.
 */
export function seedStatements(preset: RandomPreset, seed: number): readonly string[] {
  const { roles, groupEvery, schemas, tables, window } = preset;
  const groups = Math.floor(roles / groupEvery);
  const each = tables / schemas;
  const random = (key: string, below: string | number) =>
    `(abs(hashint8extended((${key})::int8, ${seed}) % (${below})))`;
  const statements: string[] = [
    // Groups come first, so that a role's number tells what it is and a group's parents stand above it.
    `CREATE FUNCTION seed_role(i int8) RETURNS text IMMUTABLE LANGUAGE sql
       RETURN CASE WHEN i < ${groups} THEN 'team_' ELSE 'login_' END || lpad(i::text, 6, '0')`,
    `DO $$ BEGIN FOR i IN 0 .. ${roles - 1} LOOP
       EXECUTE format('CREATE ROLE %I %s', public.seed_role(i), CASE WHEN i < ${groups} THEN '' ELSE 'LOGIN' END);
     END LOOP; END $$`,
    `CREATE TABLE seed_roles AS SELECT i, r.oid, r.rolname FROM generate_series(0, ${roles - 1}) i
       JOIN pg_authid r ON r.rolname = seed_role(i); CREATE UNIQUE INDEX ON seed_roles (i); ANALYZE seed_roles`,
    `INSERT INTO pg_auth_members (oid, roleid, member, grantor, admin_option, inherit_option, set_option)
     SELECT 1000000000 + row_number() OVER (ORDER BY edge.child, edge.parent), parent.oid, child.oid, 10,
       ${random('edge.child * 7 + edge.parent', 20)} = 0, ${random('edge.child * 11 + edge.parent', 10)} <> 0, ${random('edge.child * 13 + edge.parent', 10)} <> 0
     FROM (SELECT DISTINCT i AS child, CASE
         WHEN i >= ${groups} THEN ${random('i * 31 + k', groups)}
         ${window ? `WHEN i < ${window} THEN ${random('i * 37 + k', 'i')} ELSE i - 1 - ${random('i * 37 + k', window)}` : `ELSE ${random('i * 37 + k', 'i')}`}
         END AS parent
       FROM generate_series(1, ${roles - 1}) i, generate_series(1, 2) k
       WHERE i >= ${groups} OR k = 1 OR ${window} > 0) edge
     JOIN seed_roles parent ON parent.i = edge.parent JOIN seed_roles child ON child.i = edge.child
     WHERE edge.child <> edge.parent`,
  ];
  for (let schema = 0; schema < schemas; schema++) {
    const name = `app_${String(schema).padStart(4, '0')}`;
    statements.push(`DO $$ BEGIN
      CREATE SCHEMA ${name};
      FOR i IN 0 .. ${each - 1} LOOP
        EXECUTE format('CREATE TABLE ${name}.table_%s (id integer NOT NULL, tenant_id integer NOT NULL, created_at timestamp with time zone NOT NULL,'
          ' email character varying(100), full_name character varying(80), amount numeric(12,2), note character varying(60), active boolean)', lpad(i::text, 4, '0'));
        IF i % 5 = 0 THEN
          EXECUTE format('ALTER TABLE ${name}.table_%1$s ENABLE ROW LEVEL SECURITY;'
            ' CREATE POLICY tenant ON ${name}.table_%1$s USING (tenant_id = (current_setting(''app.tenant_id''))::integer)', lpad(i::text, 4, '0'));
        END IF;
        IF i % 10 = 0 THEN
          EXECUTE format('CREATE FUNCTION ${name}.routine_%s(integer, text) RETURNS integer LANGUAGE sql AS ''SELECT 1''', lpad(i::text, 4, '0'));
        END IF;
      END LOOP;
      CREATE VIEW ${name}.report AS SELECT id, tenant_id, amount FROM ${name}.table_0000;
    END $$`);
  }
  // Nine grantees for each relation beside its owner, in steps that never meet; every list of its own.
  const privileges = `(ARRAY['r', 'r', 'r', 'ra', 'raw', 'rawd', 'arwdDxt', 'r*', 'r*a*'])[1 + ${random('t.n * 101 + k', 9)}]`;
  const grantee = `(${random('t.n * 3', roles)} + k * (1 + ${random('t.n * 5', Math.max(1, Math.floor(roles / 10) - 1))})) % ${roles}`;
  const items = (
    own: string,
    count: number,
    letters: string,
  ) => `(SELECT array_agg((item)::aclitem ORDER BY k) FROM (
      SELECT 0 AS k, ${own} AS item
      UNION ALL
      SELECT k, g.rolname || '=' || ${letters} || '/' || owner.rolname
      FROM generate_series(1, ${count}) k JOIN seed_roles g ON g.i = ${grantee} AND g.i <> owner.i) entry WHERE item IS NOT NULL)`;
  statements.push(
    `CREATE TABLE seed_tables AS SELECT c.oid, row_number() OVER (ORDER BY n.nspname, c.relname) AS n, c.relname
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname LIKE 'app\\_%' AND c.relkind IN ('r', 'v');
     ANALYZE seed_tables`,
    `UPDATE pg_class c SET relowner = owner.oid,
       relacl = ${items("owner.rolname || '=arwdDxt/' || owner.rolname", 9, privileges)}
     FROM seed_tables t JOIN seed_roles owner ON owner.i = ${random('t.n', groups)} WHERE c.oid = t.oid`,
    `UPDATE pg_attribute a SET attacl = ${items('NULL::text', 7, "'r'")}
     FROM seed_tables t JOIN seed_roles owner ON owner.i = ${random('t.n', groups)}
     WHERE a.attrelid = t.oid AND a.attname = 'email' AND t.n % 10 = 0`,
    `UPDATE pg_namespace n SET nspacl = ARRAY[format('postgres=UC/postgres')::aclitem, format('%s=U/postgres', g.rolname)::aclitem]
     FROM seed_roles g WHERE n.nspname LIKE 'app\\_%' AND g.i = ${random('n.oid', groups)}`,
    'DROP TABLE seed_tables, seed_roles; DROP FUNCTION seed_role',
  );
  return statements;
}
