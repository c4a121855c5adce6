-- A shop as the CIS benchmark and PostgreSQL's own documentation would have it. Run in database shop, by postgres.
REVOKE CONNECT, TEMPORARY ON DATABASE shop, postgres, template1 FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT CONNECT ON DATABASE shop TO app_service, readonly_user, migrator, shop_admin, postern_scan, dumper, exporter, cdc;
GRANT CONNECT ON DATABASE postgres TO shop_admin, postern_scan, barman, exporter;

CREATE SCHEMA app AUTHORIZATION shop_owner;
CREATE SCHEMA audit AUTHORIZATION shop_owner;
CREATE SCHEMA extensions AUTHORIZATION shop_owner;
CREATE EXTENSION pgcrypto SCHEMA extensions;
CREATE EXTENSION pg_stat_statements SCHEMA extensions;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA extensions FROM PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE migrator REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner REVOKE USAGE ON TYPES FROM PUBLIC;

SET ROLE shop_owner;
GRANT USAGE ON SCHEMA app TO app_rw, app_ro;
GRANT USAGE ON SCHEMA audit TO app_rw;
GRANT USAGE ON SCHEMA extensions TO app_rw;
CREATE FUNCTION app.current_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
  AS $$ SELECT nullif(current_setting('app.tenant_id', true), '')::uuid $$;
GRANT EXECUTE ON FUNCTION app.current_tenant() TO app_rw, app_ro;
CREATE TABLE app.countries (code char(2) PRIMARY KEY, designation text NOT NULL);
CREATE TABLE app.customers (
  id bigint GENERATED ALWAYS AS IDENTITY, tenant_id uuid NOT NULL, email text NOT NULL, ssn bytea, country char(2) NOT NULL REFERENCES app.countries,
  created_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, email));
CREATE TABLE app.orders (
  id bigint GENERATED ALWAYS AS IDENTITY, tenant_id uuid NOT NULL, customer_id bigint NOT NULL, total numeric(12,2) NOT NULL,
  placed_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (tenant_id, id), FOREIGN KEY (tenant_id, customer_id) REFERENCES app.customers (tenant_id, id));
CREATE TABLE app.events (tenant_id uuid NOT NULL, at timestamptz NOT NULL, what text NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE app.events_2026 PARTITION OF app.events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE audit.access_log (at timestamptz NOT NULL DEFAULT now(), session_role text NOT NULL DEFAULT session_user, "current_role" text NOT NULL DEFAULT current_user, what text NOT NULL);

ALTER TABLE app.customers ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.customers FORCE ROW LEVEL SECURITY;
ALTER TABLE app.orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.orders FORCE ROW LEVEL SECURITY;
ALTER TABLE app.events ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.events FORCE ROW LEVEL SECURITY;
ALTER TABLE app.events_2026 ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.events_2026 FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON app.customers TO app_rw, app_ro
  USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
CREATE POLICY tenant ON app.orders TO app_rw, app_ro
  USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
CREATE POLICY tenant ON app.events TO app_rw, app_ro
  USING (tenant_id = app.current_tenant())
  WITH CHECK (tenant_id = app.current_tenant());
CREATE POLICY tenant ON app.events_2026 TO app_rw, app_ro
  USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
GRANT SELECT ON app.countries TO app_rw, app_ro;
GRANT SELECT, INSERT, UPDATE, DELETE ON app.customers, app.orders, app.events TO app_rw;
GRANT SELECT (id, tenant_id, country, created_at) ON app.customers TO app_ro;
GRANT SELECT ON app.orders, app.events TO app_ro;
GRANT INSERT ON audit.access_log TO app_rw;
CREATE VIEW app.order_totals WITH (security_barrier) AS SELECT tenant_id, customer_id, sum(total) AS total FROM app.orders GROUP BY tenant_id, customer_id;
GRANT SELECT ON app.order_totals TO app_ro;

CREATE FUNCTION app.place_order(customer bigint, total numeric) RETURNS bigint LANGUAGE sql SECURITY INVOKER
  SET search_path = pg_catalog, pg_temp
  AS $$ INSERT INTO app.orders (tenant_id, customer_id, total)
        SELECT c.tenant_id, c.id, place_order.total FROM app.customers c WHERE c.id = place_order.customer RETURNING id $$;
GRANT EXECUTE ON FUNCTION app.place_order(bigint, numeric) TO app_rw;
CREATE FUNCTION audit.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$ BEGIN INSERT INTO audit.access_log (session_role, "current_role", what) VALUES (session_user, current_user, TG_OP); RETURN NULL; END $$;
CREATE TRIGGER note AFTER INSERT OR UPDATE OR DELETE ON app.customers FOR EACH STATEMENT EXECUTE FUNCTION audit.note();
RESET ROLE;
-- Who changed what, beside the log.
SET ROLE shop_owner;
CREATE TABLE audit.ddl_log (at timestamptz NOT NULL DEFAULT now(), session_role text NOT NULL, command text NOT NULL, object text);
RESET ROLE;
CREATE FUNCTION audit.note_ddl() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$ BEGIN INSERT INTO audit.ddl_log SELECT now(), session_user, command_tag, object_identity FROM pg_event_trigger_ddl_commands(); END $$;
CREATE EVENT TRIGGER note_ddl ON ddl_command_end EXECUTE FUNCTION audit.note_ddl();
CREATE PUBLICATION reference FOR TABLE app.countries;
GRANT USAGE ON SCHEMA app TO cdc;
GRANT SELECT ON app.countries TO cdc;
