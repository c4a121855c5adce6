/** Roles and tables for the ways round that lead through keys, inheritance, routines, foreign servers and replication. */
export const wayRoles = `
CREATE ROLE app_owner NOLOGIN; CREATE ROLE app LOGIN; CREATE ROLE reports LOGIN BYPASSRLS; CREATE ROLE loader LOGIN;
CREATE ROLE builder LOGIN; CREATE ROLE lone LOGIN; CREATE ROLE stranger LOGIN; CREATE ROLE copier LOGIN REPLICATION;
CREATE ROLE auditor LOGIN; GRANT pg_read_all_data TO auditor`;

const guard = `tenant = nullif(current_setting('app.tenant', true), '')::int`;

const secure = (name: string, policy = `USING (${guard})`) =>
  `ALTER TABLE app.${name} OWNER TO app_owner; ALTER TABLE app.${name} ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON app.${name} ${policy};
GRANT SELECT, INSERT, UPDATE, DELETE ON app.${name} TO app, loader`;

/** Tables of two tenants; `guarded` is what the routines and servers lead to. */
export const wayTables = `
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
CREATE SCHEMA app; GRANT USAGE, CREATE ON SCHEMA app TO app_owner; GRANT USAGE ON SCHEMA app TO PUBLIC;
CREATE SCHEMA own AUTHORIZATION builder;
CREATE TABLE app.guarded (tenant int NOT NULL, note text); INSERT INTO app.guarded VALUES (1, 'one'), (2, 'two'); ${secure('guarded')}; GRANT SELECT ON app.guarded TO reports;
CREATE TABLE app.apart (tenant int NOT NULL, note text); ${secure('apart')};`;

/** Foreign keys in both directions, REFERENCES and unique keys, each beside a neighbour that tells nothing. */
export const keyWays = `
CREATE TABLE app.orders (tenant int NOT NULL, id int PRIMARY KEY, code text, UNIQUE (tenant, code)); INSERT INTO app.orders VALUES (1, 1, 'a'), (2, 2, 'b');
ALTER TABLE app.orders FORCE ROW LEVEL SECURITY; ${secure('orders')};
CREATE TABLE app.lines (order_id int REFERENCES app.orders, note text); GRANT INSERT (order_id) ON app.lines TO app; GRANT INSERT (note) ON app.lines TO stranger;
CREATE TABLE app.open_lines (order_id int REFERENCES app.orders); ${secure('open_lines', 'USING (true)')};
CREATE TABLE app.held_lines (tenant int, code text, FOREIGN KEY (tenant, code) REFERENCES app.orders (tenant, code)); ${secure('held_lines')};
CREATE POLICY everything ON app.held_lines TO reports USING (true);
CREATE TABLE app.looked_up (order_id int REFERENCES app.orders); ${secure('looked_up', 'USING (EXISTS (SELECT FROM app.orders o WHERE o.id = order_id))')};
GRANT REFERENCES ON app.orders TO builder, lone;
CREATE TABLE app.countries (id int PRIMARY KEY); INSERT INTO app.countries VALUES (1), (2), (3); GRANT SELECT, DELETE ON app.countries TO app;
CREATE TABLE app.visits (tenant int NOT NULL, country int REFERENCES app.countries); INSERT INTO app.visits VALUES (1, 1), (2, 2); ${secure('visits')};
CREATE TABLE app.regions (id int PRIMARY KEY); INSERT INTO app.regions VALUES (1), (2); GRANT SELECT, DELETE ON app.regions TO app;
CREATE TABLE app.stays (tenant int NOT NULL, region int REFERENCES app.regions ON DELETE CASCADE); INSERT INTO app.stays VALUES (1, 1), (2, 2); ${secure('stays')};
CREATE TABLE app.parts (tenant int NOT NULL, code text, FOREIGN KEY (tenant, code) REFERENCES app.orders (tenant, code)); INSERT INTO app.parts VALUES (2, 'b'); ${secure('parts')};
CREATE TABLE app.accounts (tenant int NOT NULL, id int PRIMARY KEY, email text UNIQUE, code text, UNIQUE (tenant, code));
INSERT INTO app.accounts VALUES (1, 1, 'a@x', 'k'), (2, 2, 'b@x', 'k'); ${secure('accounts')};`;

/** Classic inheritance: children without row security, with policies of their own, and a parent without any. */
export const inheritanceWays = `
CREATE TABLE app.base (tenant int NOT NULL, note text); ${secure('base')};
CREATE TABLE app.kid () INHERITS (app.base); INSERT INTO app.kid VALUES (1, 'x'), (2, 'y'); GRANT SELECT ON app.kid TO app;
CREATE TABLE app.kid_own () INHERITS (app.base); INSERT INTO app.kid_own VALUES (1, 'x'), (2, 'y'); ${secure('kid_own')};
CREATE TABLE app.kid_open () INHERITS (app.base); INSERT INTO app.kid_open VALUES (1, 'x'), (2, 'y'); ${secure('kid_open', 'TO app USING (true)')};
CREATE TABLE app.grandchild () INHERITS (app.kid_own); INSERT INTO app.grandchild VALUES (1, 'x'), (2, 'y'); GRANT SELECT ON app.grandchild TO loader;
CREATE TABLE app.ancestor (tenant int NOT NULL); GRANT SELECT ON app.ancestor TO app;
CREATE TABLE app.heir () INHERITS (app.ancestor); INSERT INTO app.heir VALUES (1), (2); ${secure('heir')};`;

const definer = (name: string, owner: string, body: string) =>
  `CREATE FUNCTION app.${name}() RETURNS bigint SECURITY DEFINER ${body}; ALTER FUNCTION app.${name}() OWNER TO ${owner}`;

/** Routines that call routines; `bound`, `refused` and `similar` are the neighbours. */
export const routineWays = `
CREATE EXTENSION pg_trgm SCHEMA public; CREATE EXTENSION dblink SCHEMA public;
CREATE FUNCTION app.inner_count() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM app.guarded';
CREATE FUNCTION app.middle() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RETURN app.inner_count(); END $$;
${definer('outer_count', 'app_owner', `LANGUAGE sql AS 'SELECT app.middle()'`)};
${definer('deep', 'postgres', `LANGUAGE plpgsql AS $$ DECLARE n bigint; BEGIN PERFORM app.broker() WHERE false; SELECT count(*) INTO n FROM app.guarded; RETURN n; END $$`)};
REVOKE EXECUTE ON FUNCTION app.deep() FROM PUBLIC; GRANT EXECUTE ON FUNCTION app.deep() TO loader;
${definer('broker', 'loader', `LANGUAGE sql AS 'SELECT app.deep()'`)};
CREATE PROCEDURE app.wipe() LANGUAGE sql AS 'DELETE FROM app.apart';
CREATE PROCEDURE app.clean() LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN CALL app.wipe(); END $$; ALTER PROCEDURE app.clean() OWNER TO app_owner;
${definer('bound', 'loader', `LANGUAGE sql AS 'SELECT app.inner_count()'`)};
${definer('refused', 'stranger', `LANGUAGE sql AS 'SELECT app.deep()'`)};
${definer('similar', 'app_owner', `LANGUAGE sql AS $$ SELECT (10 * public.similarity('a', 'a'))::bigint $$`)};
CREATE FUNCTION app.built(q text) RETURNS bigint LANGUAGE plpgsql AS $$ DECLARE n bigint; BEGIN EXECUTE q INTO n; RETURN n; END $$;
${definer('hidden', 'app_owner', `LANGUAGE sql AS $$ SELECT app.built('SELECT count(*) FROM app.' || 'guard' || 'ed') $$`)};
${definer('as_xml', 'app_owner', `LANGUAGE sql AS $$ SELECT length(query_to_xml('SELECT * FROM app.' || 'guard' || 'ed', true, false, '')::text)::bigint $$`)};
${definer('by_library', 'app_owner', `LANGUAGE sql AS $$ SELECT n FROM public.dblink('dbname=shop', 'SELECT 1') AS t(n bigint) $$`)};
CREATE TABLE app.inbox (note text); GRANT SELECT, INSERT ON app.inbox TO app;
CREATE FUNCTION app.on_inbox() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN SELECT string_agg(g.note, ',') INTO NEW.note FROM app.guarded g; RETURN NEW; END $$;
REVOKE EXECUTE ON FUNCTION app.on_inbox() FROM PUBLIC; CREATE TRIGGER t BEFORE INSERT ON app.inbox FOR EACH ROW EXECUTE FUNCTION app.on_inbox();`;

const quoted = (text: string | number) => `'${String(text).replaceAll("'", "''")}'`;

/** Servers that lead back here, one that leads to another database; dblink_connect_u for one role. Needs `routineWays` first. */
export const foreignWays = (host: string, port: number) => `
CREATE EXTENSION postgres_fdw;
CREATE SERVER back FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host ${quoted(host)}, port ${quoted(port)}, dbname 'shop');
CREATE SERVER away FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host ${quoted(host)}, port ${quoted(port)}, dbname 'side');
CREATE USER MAPPING FOR app SERVER back OPTIONS (user 'reports', password_required 'false');
CREATE USER MAPPING FOR builder SERVER back OPTIONS (user 'reports', password_required 'false');
CREATE USER MAPPING FOR app SERVER away OPTIONS (user 'reports', password_required 'false');
GRANT USAGE ON FOREIGN SERVER back TO builder, stranger;
CREATE FOREIGN TABLE app.mirror (tenant int, note text) SERVER back OPTIONS (schema_name 'app', table_name 'guarded'); GRANT SELECT ON app.mirror TO app, stranger;
CREATE FOREIGN TABLE app.mirror_free (id int) SERVER back OPTIONS (schema_name 'app', table_name 'countries'); GRANT SELECT ON app.mirror_free TO app;
CREATE FOREIGN TABLE app.elsewhere (tenant int, note text) SERVER away OPTIONS (schema_name 'app', table_name 'guarded'); GRANT SELECT ON app.elsewhere TO app;
GRANT EXECUTE ON FUNCTION public.dblink_connect_u(text) TO loader`;

/** The same in another database of the cluster. */
export const foreignWaysFromBeside = (host: string, port: number) => `
CREATE EXTENSION postgres_fdw; CREATE SERVER beside FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host ${quoted(host)}, port ${quoted(port)}, dbname 'shop');
CREATE USER MAPPING FOR PUBLIC SERVER beside OPTIONS (user 'reports', password_required 'false');
CREATE FOREIGN TABLE public.reflection (tenant int, note text) SERVER beside OPTIONS (schema_name 'app', table_name 'guarded');
CREATE VIEW public.seen AS SELECT note FROM public.reflection; GRANT SELECT ON public.seen TO app`;
