-- The demo: a multi-tenant shop as one finds them. It grew for ten years under several hands; half of it was done with
-- care. Everything marked [wrong NN] is a mistake people really make, everything marked [right NN] is how it should be.
-- All people, companies and numbers are made up. Nothing here is seeded as a finding: Postern scans it like any other.

-- ---------------------------------------------------------------------------------------------------------------- roles

CREATE ROLE shop_owner NOLOGIN;                                        -- [right 01] the owner of the new schemas cannot log in
CREATE ROLE app_service LOGIN CONNECTION LIMIT 40;                     -- [right 02] the application's role is bounded
CREATE ROLE app_writer NOLOGIN;                                        -- [right 03] privileges hang on a group, not on people
CREATE ROLE reporting_ro NOLOGIN;
CREATE ROLE migrator LOGIN CONNECTION LIMIT 2 VALID UNTIL '2027-12-31';-- [right 04] the migration role is bounded and ends
CREATE ROLE readonly_user LOGIN;                                       -- [wrong 01] no connection limit
CREATE ROLE ci_deploy LOGIN SUPERUSER;                                 -- [wrong 02] the pipeline is superuser
CREATE ROLE dba_anna LOGIN SUPERUSER CONNECTION LIMIT 5;               -- accepted in the policy until the break-glass role exists
CREATE ROLE team_lead LOGIN CREATEROLE CONNECTION LIMIT 5;             -- [wrong 03] may make roles
CREATE ROLE sandbox LOGIN CREATEDB CONNECTION LIMIT 5;                 -- [wrong 04] may make databases
CREATE ROLE etl LOGIN BYPASSRLS CONNECTION LIMIT 5;                    -- [wrong 05] row security does not hold for the nightly job
CREATE ROLE etl_helper LOGIN CONNECTION LIMIT 5;
GRANT etl TO etl_helper;                                               -- [wrong 06] one SET ROLE away from BYPASSRLS
CREATE ROLE standby LOGIN REPLICATION CONNECTION LIMIT 3;              -- [right 05] replication has a role of its own
CREATE ROLE exporter LOGIN REPLICATION CONNECTION LIMIT 3;             -- [wrong 07] the metrics exporter can stream every byte
CREATE ROLE contractor_2024 LOGIN VALID UNTIL '2025-01-31' CONNECTION LIMIT 3; -- [wrong 08] expired and still LOGIN
CREATE ROLE support_agent LOGIN CONNECTION LIMIT 20;
GRANT pg_read_all_data TO support_agent;                               -- [wrong 09] reads everything, password verifiers too
CREATE ROLE metrics LOGIN CONNECTION LIMIT 5;
GRANT pg_execute_server_program TO metrics;                            -- [wrong 10] runs programs on the server
CREATE ROLE monitoring LOGIN CONNECTION LIMIT 5;
GRANT pg_read_all_stats TO monitoring;                                 -- [right 06] monitoring reads statistics and no more
CREATE ROLE on_call LOGIN CONNECTION LIMIT 3;
GRANT dba_anna TO on_call;                                             -- [wrong 11] SET ROLE to a superuser, which no attribute shows
GRANT app_writer TO app_service;
GRANT reporting_ro TO readonly_user;
GRANT reporting_ro TO team_lead WITH ADMIN OPTION;                     -- [wrong 12] hands the reporting role to whom they like
CREATE ROLE legacy_app LOGIN CONNECTION LIMIT 10;
GRANT legacy_app TO sandbox;                                           -- [wrong 13] a login account used as a group
CREATE ROLE postern_execute LOGIN CONNECTION LIMIT 2 VALID UNTIL '2027-12-31'; -- [right 38] approved changes run as a role of their own, no superuser
GRANT app_service, shop_owner TO postern_execute;                      -- only what it may have to change: the owners' objects and grants

-- Passwords are verifiers made elsewhere, of random strings nobody kept; no plain text stands in a statement.  [right 07]
ALTER ROLE app_service   PASSWORD 'SCRAM-SHA-256$4096:NNFFDavsjvstKs6YBhivyA==$8GZ0/kiyhZjpzztV/ayogqMxSoN9sf/9w8O3PSHRoZY=:p9ZrjP9iRPwvj5ir3UPI9nC8QmkVjCBAHIjanfIPMQU=';
ALTER ROLE migrator      PASSWORD 'SCRAM-SHA-256$4096:tOE/xSDN2LD6Tl/5ZvRO9g==$7QEDHOcbRte36anvcuEUbK5Cmgn//kzZg6eOjavpzsg=:Xvk+hjQnvOkuDJO10pmbdI1SF1U1XnHKO2TV+CSUzCc=';
ALTER ROLE ci_deploy     PASSWORD 'SCRAM-SHA-256$4096:PTzsKhUfeCBC3J/FakLgHw==$itgcHnDPZJC21GY8gw5y2NXWx2ujqcm7McgVX28bjis=:QRtyKuLHiOc6y8BRU4gij7rc+POjzKsWaoaABWVfQQY=';
ALTER ROLE dba_anna      PASSWORD 'SCRAM-SHA-256$4096:KAzE8Sby3lABW/PNxGtd0w==$NTfwX29f/kjCmOj9DAdRu61gFO2vCwDHVdaF/kzv6dc=:TTllHsWfFJC+zdTpMzRdoFP0n7Eo2gBYLsKkXhbe8Tw=';
ALTER ROLE team_lead     PASSWORD 'SCRAM-SHA-256$4096:K6Sl589QoDaPV5n771daRg==$CnTW3YDZ09BUtouK5qm4Tv35vKCk+nn9Plc4dd+8yUI=:ZNFcoSWxlUtKGFuREonMkgZbLtiCBXr+t18sn1gYs60=';
ALTER ROLE sandbox       PASSWORD 'SCRAM-SHA-256$4096:4VLjZPi6ioHIuuBHadyiyA==$pZmsDHY9c3PsWzcZ7BB+am2TR5dQiNGN6sAuQjXTaes=:+/gowxPDn3WKU7RqALDrSkKEpPWzLoxkD1Q4jMzURdg=';
ALTER ROLE etl           PASSWORD 'SCRAM-SHA-256$4096:GbvnWenbSeh3bvpZfDlZww==$QcfGUKTawSOe7AycJUmWCo5cB1M0cbpb4/rHj++fzHg=:v6MTp2nCvLORSmLKa6rYgfyfyCsSBtKTjzxvMJ2L5Ds=';
ALTER ROLE etl_helper    PASSWORD 'SCRAM-SHA-256$4096:EsYkdve2p9h+SgwnIsAfZg==$fQGMuGjjTxQKfA0n3sGCMJQVuhnMuI6zfEFOcCbnang=:U3uRNpIx8PAs7sJqZqVCdYYRksOE+Er/6qhIZSpoe58=';
ALTER ROLE standby       PASSWORD 'SCRAM-SHA-256$4096:cPzUd4RXvNrVWPcCundQWQ==$pEjNjiLwrPQ1sZgEpnjXjRENDuajNZHYRRssSPqvT0o=:sZlylpUbh2RPEcBd19dEpHqHJJwgzEts1R3nMG87quY=';
ALTER ROLE exporter      PASSWORD 'SCRAM-SHA-256$4096:ugb53Ckb9JcyLp+qh9uWpQ==$/savWQRnB8pYizDmaAfWXZdS+yodR5WtLvK2cVkpd8g=:I4f5zVrJ+LtLQCNImLshLF/j/4BN/TjBcTb6Iy6yVI8=';
ALTER ROLE support_agent PASSWORD 'SCRAM-SHA-256$4096:xIIPCoAWJwebvGUGVFNovQ==$ybU74mE9Q/hIBeAPdwTnRX/afm2dJzkIp42T5i0NjqU=:PMrd2cBqFb1eOT6oSLSQ4tgwK396ClZy1U39gAuJbwQ=';
ALTER ROLE metrics       PASSWORD 'SCRAM-SHA-256$4096:ntQ4Yr2Ktvz991zx1zzd/g==$18w9QEbozAXoSTDb2CL1T/njo3bbeFzpTZDbbsEkLK8=:7f1spqnIN95v2jaukq9k2pcELVFVRSp3OqaOgw3k4EE=';
ALTER ROLE monitoring    PASSWORD 'SCRAM-SHA-256$4096:Nxpdr8ik9/acPVSSfqjeFQ==$qrtjdpUQdGvSeP+2TtFELNoH7t+IW/2XGoGCR61iAIg=:dJksKcjPAbUmiXqAE8BzKhzhdn5GNSoYKLGQf5wWXKE=';
ALTER ROLE on_call       PASSWORD 'SCRAM-SHA-256$4096:Mse5xEqNW2LWE5m2OhU6+w==$oM8jZPji5wt0Ug6O8GNtSkXSMn7skdHN5Me82JdatAE=:fDQ0qNbTD7KjHoJaKXB778mw94HRkoetA7gnlFO0Ua4=';
-- These two still hold md5 hashes:                                    [wrong 14]
ALTER ROLE legacy_app    PASSWORD 'md52f0bbf3a4f2a2d5a1e4b0bb9f3a1c6d7';
ALTER ROLE readonly_user PASSWORD 'md5a3c65c2974270fd093ee8a9bf8ae7d0b';
-- contractor_2024 never got one.                                       [wrong 64]
ALTER ROLE ci_deploy SET log_statement = 'none';                       -- [wrong 15] the superuser switched off its own trail
ALTER ROLE etl SET row_security = off;                                 -- [wrong 16]
GRANT SET ON PARAMETER log_min_messages TO sandbox;                    -- [wrong 17] may silence the server's log

-- ------------------------------------------------------------------------------------------------------------- database

GRANT CONNECT ON DATABASE shop TO app_service, migrator;               -- [right 08] … but PUBLIC still may      [wrong 18]
REVOKE TEMPORARY ON DATABASE shop FROM PUBLIC;                         -- [right 09]

CREATE SCHEMA app AUTHORIZATION app_service;                           -- [wrong 19] the application owns its schema
CREATE SCHEMA billing AUTHORIZATION shop_owner;                        -- [right 10]
CREATE SCHEMA reporting AUTHORIZATION shop_owner;
CREATE SCHEMA audit AUTHORIZATION shop_owner;
GRANT CREATE ON SCHEMA public TO PUBLIC;                               -- [wrong 20] as carried over from PostgreSQL 14
GRANT USAGE ON SCHEMA app TO app_writer, reporting_ro, etl;
GRANT USAGE ON SCHEMA billing TO app_writer;                           -- [right 11] billing is closed to reporting
GRANT USAGE ON SCHEMA reporting TO reporting_ro;
GRANT CREATE ON SCHEMA reporting TO readonly_user;                     -- [wrong 21] a read-only role that may create

-- ------------------------------------------------------------------------------------------- app: the older half, hurried

SET ROLE app_service;                                                  -- [wrong 22] … and all its tables

CREATE TABLE app.countries (code char(2) PRIMARY KEY, name text NOT NULL);
CREATE TABLE app.customers (
  id bigint PRIMARY KEY, tenant_id uuid NOT NULL, full_name text NOT NULL, email text NOT NULL, phone text,
  date_of_birth date, ssn text, iban text, created_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE app.orders (
  id bigint PRIMARY KEY, tenant_id uuid NOT NULL, customer_id bigint NOT NULL REFERENCES app.customers, total numeric(12,2) NOT NULL,
  placed_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE app.invoices (id bigint PRIMARY KEY, tenant_id uuid NOT NULL, order_id bigint NOT NULL, amount numeric(12,2) NOT NULL);
CREATE TABLE app.messages (id bigint PRIMARY KEY, tenant_id uuid NOT NULL, body text NOT NULL);
CREATE TABLE app.carts (id bigint PRIMARY KEY, tenant_id uuid NOT NULL, content jsonb NOT NULL);
CREATE TABLE app.notes (id bigint PRIMARY KEY, tenant_id uuid NOT NULL, body text NOT NULL);
CREATE TABLE app.sessions (id uuid PRIMARY KEY, tenant_id uuid NOT NULL, access_token text NOT NULL, ip_address inet);
CREATE TABLE app.events (tenant_id uuid NOT NULL, at timestamptz NOT NULL, what text NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE app.events_2026 PARTITION OF app.events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA app TO app_writer;
GRANT SELECT ON app.customers TO PUBLIC;                               -- [wrong 23] names, e-mail and SSN for everybody
GRANT SELECT (iban) ON app.customers TO PUBLIC;                        -- [wrong 24]
GRANT SELECT ON app.orders TO reporting_ro WITH GRANT OPTION;          -- [wrong 25] may pass it on
GRANT TRUNCATE ON app.orders TO etl;                                   -- [wrong 26] TRUNCATE is not subject to row security
GRANT SELECT ON app.events_2026 TO reporting_ro;                       -- [wrong 27] the partition, past the parent's policy
-- app.invoices: a tenant table with no row security at all               [wrong 28]
ALTER TABLE app.orders ENABLE ROW LEVEL SECURITY;                      -- [wrong 29] not forced, and the owner is the application
CREATE POLICY tenant ON app.orders USING (tenant_id = current_setting('app.tenant_id')::uuid); -- [wrong 30] fails open to errors: no missing_ok
ALTER TABLE app.messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.messages FORCE ROW LEVEL SECURITY;
CREATE POLICY everybody ON app.messages USING (true);                  -- [wrong 31] row security in name only
CREATE POLICY tenant ON app.carts USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid); -- [wrong 32] a policy on a table whose row security is off
ALTER TABLE app.notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.notes FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON app.notes USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  WITH CHECK (true);                                                   -- [wrong 33] rows can be written into another tenant
ALTER TABLE app.events ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.events FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON app.events USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

RESET ROLE;

CREATE VIEW reporting.order_overview AS                                -- [wrong 34] runs with its superuser owner's rights
  SELECT o.id, o.tenant_id, o.total, c.full_name FROM app.orders o JOIN app.customers c ON c.id = o.customer_id;
GRANT SELECT ON reporting.order_overview TO reporting_ro;
CREATE MATERIALIZED VIEW reporting.customer_totals AS                  -- [wrong 35] every tenant's totals, without row security
  SELECT tenant_id, customer_id, sum(total) AS total FROM app.orders GROUP BY tenant_id, customer_id;
GRANT SELECT ON reporting.customer_totals TO reporting_ro;

CREATE FUNCTION app.find_customer(wanted text) RETURNS SETOF app.customers LANGUAGE sql SECURITY DEFINER
  AS $$ SELECT * FROM app.customers WHERE email = wanted $$;           -- [wrong 36] superuser's rights, PUBLIC may execute, no search_path
CREATE FUNCTION app.same_tenant(a uuid, b uuid) RETURNS boolean LANGUAGE sql IMMUTABLE LEAKPROOF -- [wrong 37]
  AS $$ SELECT a = b $$;
ALTER DEFAULT PRIVILEGES FOR ROLE app_service IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC; -- [wrong 38] the next table is public too

CREATE EXTENSION dblink SCHEMA public;                                 -- [wrong 39] reaches other hosts, from here, for everybody
CREATE LANGUAGE pltools HANDLER pg_catalog.plpgsql_call_handler;       -- [wrong 40] a language that is not trusted, for every superuser's convenience
CREATE EXTENSION pg_stat_statements SCHEMA public VERSION '1.10';      -- [wrong 41] older than what is installed
CREATE SCHEMA extensions AUTHORIZATION shop_owner;
CREATE EXTENSION pgcrypto SCHEMA extensions;                           -- [right 12]

-- ------------------------------------------------------------------------------------- billing: the newer half, with care

SET ROLE shop_owner;                                                   -- [right 13] owned by the role without login

CREATE TABLE billing.accounts (id bigint PRIMARY KEY, tenant_id uuid NOT NULL, name text NOT NULL, card_fingerprint text);
CREATE TABLE billing.payments (id bigint PRIMARY KEY, tenant_id uuid NOT NULL, account_id bigint NOT NULL, amount numeric(12,2) NOT NULL);
CREATE TABLE billing.refunds (id bigint PRIMARY KEY, tenant_id uuid NOT NULL, payment_id bigint NOT NULL, amount numeric(12,2) NOT NULL);
ALTER TABLE billing.accounts ENABLE ROW LEVEL SECURITY;                -- [right 14]
ALTER TABLE billing.accounts FORCE ROW LEVEL SECURITY;                 -- [right 15]
ALTER TABLE billing.payments ENABLE ROW LEVEL SECURITY;                -- [right 16]
ALTER TABLE billing.payments FORCE ROW LEVEL SECURITY;                 -- [right 17]
ALTER TABLE billing.refunds ENABLE ROW LEVEL SECURITY;                 -- [right 18]
ALTER TABLE billing.refunds FORCE ROW LEVEL SECURITY;                  -- [right 19]
CREATE POLICY tenant ON billing.accounts TO app_writer                 -- [right 20] absent and empty settings see nothing
  USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
CREATE POLICY tenant ON billing.payments TO app_writer                 -- [right 21] the check is the filter
  USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
CREATE POLICY tenant ON billing.refunds TO app_writer                  -- [right 22]
  USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON billing.accounts, billing.payments, billing.refunds TO app_writer; -- [right 23] no DELETE on money
CREATE VIEW billing.open_payments WITH (security_invoker = true, security_barrier = true) AS -- [right 24]
  SELECT id, tenant_id, amount FROM billing.payments;
GRANT SELECT ON billing.open_payments TO app_writer;
ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC; -- [right 25] the global form, which works
CREATE FUNCTION billing.charge(account bigint, cents integer) RETURNS bigint LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp                                -- [right 26] pinned, pg_temp last
  AS $$ SELECT p.id FROM billing.payments p WHERE p.account_id = account AND p.amount = cents / 100.0 LIMIT 1 $$;
GRANT EXECUTE ON FUNCTION billing.charge(bigint, integer) TO app_writer; -- [right 27] not to PUBLIC
CREATE TABLE audit.access_log (at timestamptz NOT NULL DEFAULT now(), who text NOT NULL DEFAULT session_user, what text NOT NULL);
GRANT INSERT ON audit.access_log TO app_writer;                        -- [right 28] the trail can be written, not rewritten
ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner IN SCHEMA billing GRANT SELECT ON TABLES TO app_writer; -- [right 29]

RESET ROLE;
ALTER DEFAULT PRIVILEGES FOR ROLE postern_execute REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC; -- [right 39]

-- ----------------------------------------------------------------------------------------------------------- made-up rows

INSERT INTO app.countries VALUES ('AT', 'Austria'), ('DE', 'Germany'), ('CH', 'Switzerland');
INSERT INTO app.customers SELECT n, ('00000000-0000-4000-8000-00000000000' || n % 3)::uuid, 'Customer ' || n,
  'customer' || n || '@example.com', '+43 1 555 ' || lpad(n::text, 4, '0'), date '1970-01-01' + n * 30,
  '000-00-' || lpad(n::text, 4, '0'), 'AT00 0000 0000 0000 ' || lpad(n::text, 4, '0') FROM generate_series(1, 300) n;
INSERT INTO app.orders SELECT n, ('00000000-0000-4000-8000-00000000000' || n % 3)::uuid, n, n * 1.5 FROM generate_series(1, 300) n;
INSERT INTO app.invoices SELECT n, ('00000000-0000-4000-8000-00000000000' || n % 3)::uuid, n, n * 1.5 FROM generate_series(1, 300) n;
INSERT INTO app.events SELECT ('00000000-0000-4000-8000-00000000000' || n % 3)::uuid, timestamptz '2026-01-01 12:00+00' + n * interval '1 day', 'login' FROM generate_series(1, 200) n;
INSERT INTO billing.accounts SELECT n, ('00000000-0000-4000-8000-00000000000' || n % 3)::uuid, 'Account ' || n, NULL FROM generate_series(1, 60) n;
INSERT INTO billing.payments SELECT n, ('00000000-0000-4000-8000-00000000000' || n % 3)::uuid, n % 60 + 1, n FROM generate_series(1, 120) n;
