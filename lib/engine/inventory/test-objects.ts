/** For tests: at least one object of every kind the inventory reads, secrets (`hunter2`) wherever one can be kept. */
export const everyKindOfObject = `
CREATE ROLE app LOGIN VALID UNTIL '2020-01-01 12:00:00+00'; CREATE ROLE team NOLOGIN VALID UNTIL 'infinity'; GRANT team TO app WITH ADMIN OPTION;
COMMENT ON ROLE app IS 'the app';
ALTER ROLE app SET "my.api_token" = 'hunter2'; ALTER ROLE ALL IN DATABASE postgres SET work_mem = '5MB';
CREATE SCHEMA s AUTHORIZATION app; CREATE TYPE s.mood AS ENUM ('a', 'b');
CREATE TABLE s.t (id int PRIMARY KEY, mood s.mood NOT NULL, at timestamptz(3)); GRANT SELECT (id) ON s.t TO team; COMMENT ON COLUMN s.t.id IS 'key';
ALTER TABLE s.t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON s.t FOR UPDATE TO app, PUBLIC USING (id > 0) WITH CHECK (mood = 'a');
CREATE TABLE s.parent (id int) PARTITION BY RANGE (id); CREATE TABLE s.child PARTITION OF s.parent FOR VALUES FROM (0) TO (9);
CREATE TABLE s.pair (a int, b int, word text, gone int, span int4range, PRIMARY KEY (b, a), CONSTRAINT pair_span EXCLUDE USING gist (span WITH &&));
ALTER TABLE s.pair DROP COLUMN gone; CREATE UNIQUE INDEX pair_lower ON s.pair (lower(word), b) INCLUDE (a) WHERE a > 0;
CREATE TABLE s.line (first int, second int, CONSTRAINT line_fkey FOREIGN KEY (second, first) REFERENCES s.pair (b, a) ON DELETE CASCADE);
CREATE FUNCTION s.f(a s.mood, VARIADIC b int[]) RETURNS SETOF text LANGUAGE sql SECURITY DEFINER SET search_path = s AS $$ SELECT 'x' $$;
CREATE PROCEDURE s.p(INOUT x int) LANGUAGE plpgsql AS $$ BEGIN x := 1; END $$;
CREATE FUNCTION s.standard(a int) RETURNS int RETURN a + 1;
CREATE FUNCTION s.trigger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER tr BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION s.trigger();
CREATE FUNCTION s.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE VIEW s.v AS SELECT id, s.standard(id) FROM s.t; CREATE MATERIALIZED VIEW s.m AS SELECT 1 AS one; CREATE SEQUENCE s.q;
ALTER DEFAULT PRIVILEGES FOR ROLE app IN SCHEMA s GRANT SELECT ON TABLES TO team;
ALTER DEFAULT PRIVILEGES FOR ROLE app REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
CREATE EXTENSION postgres_fdw; CREATE FOREIGN DATA WRAPPER w; CREATE SERVER far FOREIGN DATA WRAPPER w OPTIONS (host 'h', api_key 'hunter2');
CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (user 'u', password 'hunter2'); CREATE USER MAPPING FOR app SERVER far OPTIONS (password 'hunter2');
CREATE FOREIGN TABLE s.ft (a int) SERVER far OPTIONS (table_name 't', api_key 'hunter2');
CREATE PUBLICATION pub FOR TABLE s.t; SELECT lo_create(4711);
CREATE SUBSCRIPTION sub CONNECTION 'host=nowhere password=hunter2' PUBLICATION x WITH (connect = false);
GRANT SELECT ON pg_catalog.pg_authid TO team; CREATE EVENT TRIGGER et ON ddl_command_end EXECUTE FUNCTION s.on_ddl();`;

/** Section and fields of rows that those objects must have become. */
export const expectedRows = (major: number): readonly (readonly [string, object])[] => [
  [
    'roles',
    {
      name: 'app',
      expired: true,
      validUntil: '2020-01-01T12:00:00Z',
      comment: 'the app',
    },
  ],
  ['roles', { name: 'team', expired: false, validUntil: 'infinity' }],
  [
    'memberships',
    {
      role: 'team',
      member: 'app',
      grantor: 'postgres',
      adminOption: true,
      inheritOption: true,
    },
  ],
  [
    'role-settings',
    {
      role: 'app',
      database: null,
      parameter: 'my.api_token',
      value: '[secret]',
    },
  ],
  [
    'role-settings',
    {
      role: null,
      database: 'postgres',
      parameter: 'work_mem',
      value: '5MB',
    },
  ],
  ['settings', { name: 'work_mem', value: null, source: 'database' }],
  ['settings', { name: 'lock_timeout', value: '0', source: 'default' }],
  ['protected-settings', { name: 'ssl_min_protocol_version', value: 'TLSv1.2' }],
  [
    'relations',
    {
      schema: 's',
      name: 't',
      kind: 'table',
      rowSecurity: true,
      forceRowSecurity: false,
    },
  ],
  ['relations', { schema: 's', name: 'child', isPartition: true }],
  [
    'columns',
    {
      relation: 't',
      name: 'id',
      type: 'integer',
      notNull: true,
      acl: ['team=r/postgres'],
      comment: 'key',
    },
  ],
  ['columns', { relation: 't', name: 'mood', type: 's.mood' }],
  ['columns', { relation: 't', name: 'at', type: 'timestamp(3) with time zone' }],
  [
    'policies',
    {
      name: 'p',
      command: 'UPDATE',
      roles: [null],
      using: '(id > 0)',
      withCheck: "(mood = 'a'::s.mood)",
    },
  ],
  [
    'routines',
    {
      name: 'f',
      signature: 's.mood, integer[]',
      kind: 'function',
      returnType: 'SETOF text',
      securityDefiner: true,
      config: ['search_path=s'],
      source: " SELECT 'x' ",
    },
  ],
  ['routines', { name: 'p', signature: 'integer', kind: 'procedure', returnType: null }],
  ['routines', { name: 'standard', source: 'RETURN (a + 1)' }],
  [
    'routines',
    {
      schema: 'public',
      name: 'postgres_fdw_handler',
      extension: 'postgres_fdw',
      source: null,
    },
  ],
  ['types', { schema: 's', name: 'mood', kind: 'enum', acl: null }],
  ['foreign-servers', { name: 'far', options: ['host=h', 'api_key=[secret]'] }],
  ['default-acls', { role: 'app', schema: 's', objects: 'TABLES', acl: ['team=r/app'] }],
  [
    'default-acls',
    {
      role: 'app',
      schema: null,
      objects: 'FUNCTIONS',
      acl: ['app=X/app'],
    },
  ],
  [
    'event-triggers',
    {
      name: 'et',
      event: 'ddl_command_end',
      enabled: true,
      functionOwner: 'postgres',
    },
  ],
  [
    'subscriptions',
    {
      database: 'postgres',
      name: 'sub',
      enabled: false,
      passwordRequired: major >= 16 ? true : null,
    },
  ],
  [
    'catalog-acls',
    {
      name: 'pg_authid',
      acl: [`postgres=arwdDxt${major >= 17 ? 'm' : ''}/postgres`, 'team=r/postgres'],
    },
  ],
  ['password-kinds', { role: 'app', kind: 'none', iterations: null }],
];
