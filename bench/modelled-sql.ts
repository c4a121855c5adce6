import type { ModelledPreset } from './preset.ts';

/**
 * The SQL that fills an empty throw-away server as a company that follows a model does: each team has an owner, a writing
 * and a reading group and one service that logs in; every schema belongs to a team, and all of its tables have the same
 * grants, default privileges included. People read what their teams may. A handful of tables stray from that: one was
 * granted to a person, one to everybody, one with grant option, one was made by a service. Every choice is a hash of its
 * place and the seed. Each element is one transaction. What the company means by it is `modelledPolicy`.
 */
export function modelledStatements(preset: ModelledPreset, seed: number): readonly string[] {
  const { teams, people, schemas, tables } = preset;
  const each = tables / schemas;
  const pad = (number: number) => String(number).padStart(4, '0');
  const random = (key: string, below: number) =>
    `(abs(hashint8extended((${key})::int8, ${seed}) % ${below}))`;
  const statements: string[] = [
    `CREATE FUNCTION seed_team(i int8, suffix text) RETURNS text IMMUTABLE LANGUAGE sql
       RETURN 'team_' || lpad(i::text, 4, '0') || suffix`,
    'REVOKE ALL ON DATABASE postgres FROM PUBLIC; REVOKE ALL ON SCHEMA public FROM PUBLIC',
    `DO $$ BEGIN FOR i IN 0 .. ${teams - 1} LOOP
       EXECUTE format('CREATE ROLE %I; CREATE ROLE %I; CREATE ROLE %I; CREATE ROLE %I LOGIN CONNECTION LIMIT 50',
         public.seed_team(i, '_owner'), public.seed_team(i, '_write'), public.seed_team(i, '_read'), public.seed_team(i, '_service'));
       EXECUTE format('GRANT %I TO %I; GRANT CONNECT ON DATABASE postgres TO %I, %I',
         public.seed_team(i, '_write'), public.seed_team(i, '_service'), public.seed_team(i, '_write'), public.seed_team(i, '_read'));
       EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC', public.seed_team(i, '_owner'));
     END LOOP;
     FOR i IN 0 .. ${people - 1} LOOP
       EXECUTE format('CREATE ROLE %I LOGIN CONNECTION LIMIT 5', 'person_' || lpad(i::text, 4, '0'));
       EXECUTE format('GRANT %I, %I TO %I', public.seed_team(${random('i * 7', teams)}, '_read'),
         public.seed_team(${random('i * 11 + 1', teams)}, '_read'), 'person_' || lpad(i::text, 4, '0'));
     END LOOP; END $$`,
  ];
  const tenant = `tenant_id = NULLIF(current_setting(''app.tenant_id'', true), '''')::integer`;
  for (let schema = 0; schema < schemas; schema++) {
    const name = `app_${pad(schema)}`;
    const team = `team_${pad(schema % teams)}`;
    statements.push(`DO $$ BEGIN
      CREATE SCHEMA ${name};
      FOR i IN 0 .. ${each - 1} LOOP
        EXECUTE format('CREATE TABLE ${name}.table_%s (id integer NOT NULL, %s integer NOT NULL, created_at timestamp with time zone NOT NULL,'
          ' state character varying(20), amount numeric(12,2), note character varying(60), active boolean, %s)', lpad(i::text, 4, '0'),
          CASE WHEN i % 5 = 0 THEN 'tenant_id' ELSE 'source_id' END,
          CASE WHEN i % 20 = 7 THEN 'email character varying(100)' ELSE 'revision integer' END);
        IF i % 5 = 0 THEN
          EXECUTE format('ALTER TABLE ${name}.table_%1$s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;'
            ' CREATE POLICY tenant ON ${name}.table_%1$s TO ${team}_write, ${team}_read USING (${tenant})', lpad(i::text, 4, '0'));
        END IF;
        IF i % 10 = 0 THEN
          EXECUTE format('CREATE FUNCTION ${name}.routine_%s(integer, text) RETURNS integer LANGUAGE sql AS ''SELECT 1''', lpad(i::text, 4, '0'));
        END IF;
      END LOOP;
      CREATE VIEW ${name}.report WITH (security_invoker = true) AS SELECT id, tenant_id, amount FROM ${name}.table_0000;
      ALTER DEFAULT PRIVILEGES FOR ROLE ${team}_owner IN SCHEMA ${name} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${team}_write;
      ALTER DEFAULT PRIVILEGES FOR ROLE ${team}_owner IN SCHEMA ${name} GRANT SELECT ON TABLES TO ${team}_read;
      UPDATE pg_namespace SET nspowner = '${team}_owner'::regrole, nspacl = ARRAY['${team}_owner=UC/${team}_owner',
        '${team}_write=U/${team}_owner', '${team}_read=U/${team}_owner']::aclitem[] WHERE nspname = '${name}';
      UPDATE pg_class SET relowner = '${team}_owner'::regrole, relacl = ARRAY['${team}_owner=arwdDxtm/${team}_owner',
        '${team}_write=arwd/${team}_owner', '${team}_read=r/${team}_owner']::aclitem[]
        WHERE relnamespace = '${name}'::regnamespace AND relkind IN ('r', 'v');
      UPDATE pg_proc SET proowner = '${team}_owner'::regrole, proacl = ARRAY['${team}_owner=X/${team}_owner',
        '${team}_write=X/${team}_owner']::aclitem[] WHERE pronamespace = '${name}'::regnamespace;
    END $$`);
  }
  // One table of a hundred, in turns.
  const strays = (turn: number) =>
    `FROM (SELECT c.oid, row_number() OVER (ORDER BY n.nspname, c.relname) AS n, n.nspname FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname LIKE 'app\\_%' AND c.relkind = 'r') t
     WHERE c.oid = t.oid AND ${random('t.n', 400)} = ${turn}`;
  const person = `'person_' || lpad((${random('t.n * 3', people)})::text, 4, '0')`;
  const owner = 'c.relowner::regrole::text';
  statements.push(
    `UPDATE pg_class c SET relacl = relacl || (${person} || '=r/' || ${owner})::aclitem ${strays(0)}`,
    `UPDATE pg_class c SET relacl = relacl || ('=r/' || ${owner})::aclitem ${strays(1)}`,
    `UPDATE pg_class c SET relacl = relacl || (${person} || '=r*w/' || ${owner})::aclitem ${strays(2)}`,
    `UPDATE pg_class c SET relowner = replace(${owner}, '_owner', '_service')::regrole ${strays(3)}`,
    'DROP FUNCTION seed_team',
  );
  return statements;
}
