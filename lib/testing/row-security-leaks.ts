/** Roles of every kind that row security treats differently. */
export const leakRoles = `
CREATE ROLE app_owner NOLOGIN;
CREATE ROLE app LOGIN;
CREATE ROLE reports LOGIN BYPASSRLS;
CREATE ROLE deputy LOGIN; GRANT app_owner TO deputy;
CREATE ROLE cautious LOGIN NOINHERIT;
CREATE ROLE team NOLOGIN; GRANT team TO cautious;
CREATE ROLE member LOGIN; GRANT team TO member;
CREATE ROLE loader LOGIN`;

const guard = `tenant = nullif(current_setting('app.tenant', true), '')::int`;

/** One table per leak, each with a row of tenant 1 and one of tenant 2. */
function table(name: string, rest: string): string {
  return `CREATE TABLE app.${name} (tenant int NOT NULL, note text); INSERT INTO app.${name} VALUES (1, 'one'), (2, 'two');
ALTER TABLE app.${name} OWNER TO app_owner; GRANT SELECT, INSERT, UPDATE, DELETE ON app.${name} TO app, reports, cautious, member, loader;
ALTER TABLE app.${name} ENABLE ROW LEVEL SECURITY; ${rest}`;
}

/** The script; `as_caller`, `own`, `invoker` and `over_invoker` are the neighbours that are no way round. */
export const leakSchema = (major: number) => `
CREATE SCHEMA app; GRANT USAGE, CREATE ON SCHEMA app TO app_owner; GRANT USAGE ON SCHEMA app TO PUBLIC;
${table('guarded', `CREATE POLICY p ON app.guarded USING (${guard})`)};
${table('forced', `ALTER TABLE app.forced FORCE ROW LEVEL SECURITY; CREATE POLICY p ON app.forced USING (${guard})`)};
${table('bare', '')};
${table('no_using', 'CREATE POLICY p ON app.no_using FOR SELECT')};
${table('no_check', 'CREATE POLICY p ON app.no_check FOR INSERT')};
${table('always', 'CREATE POLICY p ON app.always USING (note IS NULL OR note IS NOT NULL)')};
${table('or_true', 'CREATE POLICY p ON app.or_true USING (tenant = 1 OR tenant = tenant)')};
${table('fails_open', `CREATE POLICY p ON app.fails_open USING (coalesce(current_setting('app.tenant', true), '') = '' OR ${guard})`)};
${table('restricted', 'CREATE POLICY p ON app.restricted USING (true); CREATE POLICY r ON app.restricted AS RESTRICTIVE USING (tenant = 1)')};
${table('only_restrictive', 'CREATE POLICY r ON app.only_restrictive AS RESTRICTIVE USING (true)')};
${table('empty_restrictive', 'CREATE POLICY p ON app.empty_restrictive USING (true); CREATE POLICY r ON app.empty_restrictive AS RESTRICTIVE FOR SELECT')};
${table('for_team', 'CREATE POLICY p ON app.for_team TO team USING (true)')};
${table('team_wall', 'CREATE POLICY p ON app.team_wall USING (true); CREATE POLICY r ON app.team_wall AS RESTRICTIVE TO team USING (tenant = 1)')};
${table('wide_check', 'CREATE POLICY p ON app.wide_check USING (tenant = 1) WITH CHECK (true)')};
${table('reused', 'CREATE POLICY p ON app.reused FOR UPDATE USING (tenant = 1); CREATE POLICY s ON app.reused FOR SELECT USING (true)')};
${table('emptied', `CREATE POLICY p ON app.emptied USING (${guard}); GRANT TRUNCATE ON app.emptied TO loader`)};
${table('widened', `CREATE POLICY p ON app.widened USING (${guard}); CREATE POLICY support ON app.widened FOR SELECT TO app USING (true)`)};
${table('not_by_tenant', "CREATE POLICY p ON app.not_by_tenant USING (note <> 'hidden')")};
CREATE TABLE app.lacking (tenant int NOT NULL, note text); INSERT INTO app.lacking VALUES (1, 'one'), (2, 'two'); GRANT SELECT ON app.lacking TO app;
CREATE TABLE app.countries (tenant int, name text);
CREATE TABLE app.split (tenant int NOT NULL, note text) PARTITION BY LIST (tenant);
CREATE TABLE app.split_1 PARTITION OF app.split FOR VALUES IN (1);
CREATE TABLE app.split_2 PARTITION OF app.split FOR VALUES IN (2);
INSERT INTO app.split VALUES (1, 'one'), (2, 'two');
ALTER TABLE app.split OWNER TO app_owner; ALTER TABLE app.split_1 OWNER TO app_owner;
ALTER TABLE app.split ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON app.split USING (${guard});
GRANT SELECT ON app.split, app.split_2 TO app;
CREATE VIEW app.plain AS SELECT * FROM app.guarded; GRANT SELECT ON app.plain TO app;
CREATE VIEW app.outer_plain AS SELECT * FROM app.plain; GRANT SELECT ON app.outer_plain TO app; ALTER VIEW app.outer_plain OWNER TO loader;
CREATE VIEW app.own AS SELECT * FROM app.guarded; ALTER VIEW app.own OWNER TO loader; GRANT SELECT ON app.own TO app;
CREATE MATERIALIZED VIEW app.stored AS SELECT * FROM app.guarded; GRANT SELECT ON app.stored TO app;
CREATE VIEW app.over_stored AS SELECT * FROM app.stored; ALTER VIEW app.over_stored OWNER TO app; REVOKE SELECT ON app.over_stored FROM app; GRANT SELECT ON app.over_stored TO loader;
${
  major >= 15
    ? `CREATE VIEW app.invoker WITH (security_invoker = on) AS SELECT * FROM app.guarded; GRANT SELECT ON app.invoker TO app;
CREATE VIEW app.over_invoker AS SELECT * FROM app.invoker; GRANT SELECT ON app.over_invoker TO app;`
    : ''
}
CREATE FUNCTION app.all_notes() RETURNS SETOF text LANGUAGE sql SECURITY DEFINER AS 'SELECT note FROM app.guarded';
CREATE FUNCTION app.count_notes() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER AS $$ DECLARE n bigint; BEGIN SELECT count(*) INTO n FROM app.plain; RETURN n; END $$;
CREATE FUNCTION app.built(q text) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER AS $$ DECLARE n bigint; BEGIN EXECUTE 'SELECT count(*) FROM app.' || q INTO n; RETURN n; END $$;
CREATE FUNCTION app.as_caller() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM app.guarded';
REVOKE EXECUTE ON FUNCTION app.count_notes() FROM PUBLIC;
CREATE PUBLICATION everything FOR TABLE app.guarded;
`;
