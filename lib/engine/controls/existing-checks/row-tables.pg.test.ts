import { existingCheckCases } from '../../../testing/existing-check-cases.ts';
import { tokenFunctions } from '../../../testing/policy-story.ts';

const table = (
  name: string,
  columns = 'id int NOT NULL, tenant_id uuid, user_id uuid, owner text, email text',
) =>
  `CREATE TABLE ${name} (${columns}); ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY; GRANT SELECT, INSERT, UPDATE, DELETE ON ${name} TO app`;
const own = "tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid";

existingCheckCases(
  {
    major: 18,
    setup: async (cluster) => {
      await cluster.sql('CREATE ROLE app LOGIN; CREATE ROLE keeper; CREATE ROLE etl BYPASSRLS');
    },
  },
  [
    {
      key: 'rls-not-enabled',
      says: 'a table of tenants that was forgotten',
      policy: { version: 1, tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id' } },
      setup: table('t'),
      bad: 'ALTER TABLE t DISABLE ROW LEVEL SECURITY',
      control: 'rls-enabled-where-required',
      object: { kind: 'table', name: 't' },
    },
    {
      key: 'rls-policies-but-disabled',
      says: 'switched off again',
      setup: `${table('t')}; CREATE POLICY p ON t USING (${own})`,
      bad: 'ALTER TABLE t DISABLE ROW LEVEL SECURITY',
      control: 'rls-policies-but-disabled',
      object: { kind: 'table', name: 't' },
    },
    {
      key: 'rls-enabled-no-policy',
      says: 'granted, and nobody said anything',
      bad: table('t'),
      control: 'rls-enabled-no-policy',
      object: { kind: 'table', name: 't' },
    },
    {
      key: 'rls-not-forced',
      says: 'the application owns the table, and nobody said anything',
      setup: `${table('t')}; CREATE POLICY p ON t USING (${own})`,
      bad: 'ALTER TABLE t OWNER TO app',
      control: 'rls-not-forced',
      object: { kind: 'table', name: 't' },
    },
    {
      key: 'rls-not-forced',
      says: 'the owner has a SECURITY DEFINER function that reads it',
      setup: `${table('t')}; CREATE POLICY p ON t USING (${own}); ALTER TABLE t OWNER TO keeper`,
      bad: `CREATE FUNCTION every_row() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS 'SELECT count(*) FROM public.t';
        ALTER FUNCTION every_row() OWNER TO keeper`,
      control: 'rls-definer-routine',
      object: { kind: 'function', name: 'every_row' },
    },
    {
      key: 'rls-restrictive-only',
      says: 'and nobody said anything',
      setup: table('t'),
      bad: `CREATE POLICY p ON t AS RESTRICTIVE USING (${own})`,
      control: 'rls-restrictive-only',
      object: { kind: 'table', name: 't' },
    },
    {
      key: 'rls-no-write-policy',
      says: 'all policies are FOR SELECT',
      setup: table('t'),
      bad: `CREATE POLICY p ON t FOR SELECT USING (${own})`,
      control: 'rls-no-write-policy',
      object: { kind: 'table', name: 't' },
    },
    {
      key: 'rls-multiple-permissive',
      says: 'two for the same role and command',
      setup: `${tokenFunctions}; ${table('t')}; CREATE POLICY p ON t FOR SELECT TO app USING (${own})`,
      bad: 'CREATE POLICY q ON t FOR SELECT TO app USING (user_id = auth.uid())',
      control: 'rls-multiple-permissive',
      object: { kind: 'table', name: 't' },
    },
    {
      key: 'rls-nullable-discriminator',
      says: 'and nobody said anything',
      setup: table('t'),
      bad: `CREATE POLICY p ON t USING (${own})`,
      control: 'rls-nullable-discriminator',
      object: { kind: 'column', name: 't', column: 'tenant_id' },
    },
    {
      key: 'rls-principal-column-unused',
      says: 'the tenant is in no policy',
      policy: { version: 1, tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id' } },
      setup: `${tokenFunctions}; ${table('t')}`,
      bad: 'CREATE POLICY p ON t USING (user_id = auth.uid())',
      control: 'rls-principal-column-unused',
      object: { kind: 'table', name: 't' },
    },
    {
      key: 'rls-lookup-table-unprotected',
      says: 'a lookup table without row security that the same role writes',
      setup: `${tokenFunctions}; ${table('t')}; CREATE TABLE member (tenant_id uuid, user_id uuid);
        CREATE POLICY p ON t USING (tenant_id IN (SELECT m.tenant_id FROM member m WHERE m.user_id = auth.uid()))`,
      bad: 'GRANT SELECT, INSERT ON member TO app',
      control: 'rls-lookup-table-unprotected',
      object: { kind: 'table', name: 'member' },
    },
    {
      key: 'rls-lookup-table-unprotected',
      says: 'a lookup table of every tenant without row security',
      policy: { version: 1, tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id' } },
      setup: `${tokenFunctions}; ${table('t')}; ${table('member', 'tenant_id uuid, user_id uuid')};
        CREATE POLICY p ON t USING (tenant_id IN (SELECT m.tenant_id FROM member m WHERE m.user_id = auth.uid()))`,
      bad: 'ALTER TABLE member DISABLE ROW LEVEL SECURITY',
      control: 'rls-enabled-where-required',
      object: { kind: 'table', name: 'member' },
    },
    {
      key: 'rls-unique-crosses-tenants',
      says: 'and nobody said anything',
      setup: `${table('t')}; CREATE POLICY p ON t USING (${own})`,
      bad: 'ALTER TABLE t ADD UNIQUE (email)',
      control: 'rls-unique-crosses-tenants',
      object: { kind: 'table', name: 't' },
    },
    {
      key: 'rls-unique-crosses-tenants',
      says: 'a primary key that people can guess',
      setup: table('t', 'email text, tenant_id uuid NOT NULL'),
      bad: `ALTER TABLE t ADD PRIMARY KEY (email); CREATE POLICY p ON t USING (${own})`,
      control: 'rls-unique-crosses-tenants',
      object: { kind: 'table', name: 't' },
    },
    {
      key: 'rls-hardcoded-identity',
      says: 'a number in the column that says whose',
      setup: table('t', 'id int, user_id int'),
      bad: 'CREATE POLICY p ON t USING (user_id = 42)',
      control: 'rls-hardcoded-identity',
      object: { kind: 'policy', relation: 't' },
    },
  ],
);
