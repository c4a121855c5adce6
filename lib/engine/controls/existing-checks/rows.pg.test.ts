import { type ExistingCheckCase, existingCheckCases } from '../../../testing/existing-check-cases.ts';
import { tokenFunctions } from '../../../testing/policy-story.ts';
import type { ControlId } from '../registry.ts';

const table = (
  name: string,
  columns = 'id int NOT NULL, tenant_id uuid, user_id uuid, owner text, email text',
) =>
  `CREATE TABLE ${name} (${columns}); ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY; GRANT SELECT, INSERT, UPDATE, DELETE ON ${name} TO app`;
const own = "tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid";

/** One policy on a table of its own that the application may use, and no word of a policy document. */
const policyCase = (key: string, control: ControlId, clauses: string, setup = ''): ExistingCheckCase => ({
  key,
  says: clauses,
  setup: `${tokenFunctions}; ${table('t')}; ${setup}`,
  bad: `CREATE POLICY p ON t ${clauses}`,
  control,
  object: { kind: 'policy', relation: 't', name: 'p' },
});

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
    policyCase('rls-policy-always-true', 'rls-policy-always-true', 'USING (true)'),
    policyCase('rls-policy-always-true', 'rls-policy-always-true', 'FOR INSERT TO app WITH CHECK (true)'),
    policyCase('rls-policy-always-true', 'rls-policy-always-true', 'FOR UPDATE TO app USING (true)'),
    policyCase('rls-policy-always-true', 'rls-policy-always-true', 'FOR DELETE TO app USING (1 = 1)'),
    ...[
      '(id = id)',
      '(NOT false)',
      "('a' = 'a')",
      '((SELECT true))',
      '(id IS NOT NULL)',
      '(coalesce(true, false))',
      '(CASE WHEN true THEN true END)',
      '(current_user = current_user)',
      '(id > 0 OR id <= 0)',
      '(user_id IS NULL OR user_id IS NOT NULL)',
    ].map((always) => policyCase('rls-policy-always-true', 'rls-policy-always-true', `USING ${always}`)),
    policyCase('rls-or-true-branch', 'rls-policy-always-true', `USING (${own} OR true)`),
    policyCase('rls-or-true-branch', 'rls-or-true-branch', `USING (id > 0 AND (${own} OR 1 = 1))`),
    policyCase(
      'rls-inverted-auth',
      'rls-inverted-auth',
      'USING (auth.uid() IS NULL OR user_id = auth.uid())',
    ),
    policyCase(
      'rls-inverted-auth',
      'rls-inverted-auth',
      'USING (user_id = auth.uid() OR (SELECT auth.uid()) IS NULL)',
    ),
    ...[
      '(NOT (auth.uid() IS NOT NULL) OR user_id = auth.uid())',
      "(coalesce(auth.uid()::text, '') = '' OR user_id = auth.uid())",
      '((auth.uid() = user_id) IS NOT FALSE)',
      '(coalesce(auth.uid() = user_id, true))',
      '((auth.uid() <> user_id) IS NOT TRUE)',
      "(current_setting('app.user', true) IS NULL OR owner = current_setting('app.user', true))",
    ].map((open) => policyCase('rls-inverted-auth', 'rls-inverted-auth', `USING ${open}`)),
    policyCase('rls-no-own-column', 'rls-no-own-column', "USING (auth.role() = 'authenticated')"),
    policyCase('rls-no-own-column', 'rls-no-own-column', 'USING (auth.uid() IS NOT NULL)'),
    policyCase(
      'rls-check-wider-than-using',
      'rls-check-wider-than-using',
      `USING (${own}) WITH CHECK (true)`,
    ),
    policyCase(
      'rls-check-wider-than-using',
      'rls-check-wider-than-using',
      `FOR UPDATE USING (user_id = auth.uid()) WITH CHECK (true)`,
    ),
    {
      ...policyCase('rls-policy-to-public', 'rls-policy-to-public', `USING (${own})`),
      policy: {
        version: 1,
        tenancy: { model: 'row', column: 'tenant_id', setting: 'app.tenant_id', roles: ['app'] },
      },
    },
    {
      key: 'rls-restrictive-only',
      says: 'and nobody said anything',
      setup: table('t'),
      bad: `CREATE POLICY p ON t AS RESTRICTIVE USING (${own})`,
      control: 'rls-restrictive-only',
      object: { kind: 'table', name: 't' },
    },
    policyCase('rls-constant-false', 'rls-constant-false', 'USING (false)'),
    policyCase(
      'rls-constant-false',
      'rls-constant-false',
      'USING (false)',
      `CREATE POLICY q ON t USING (${own})`,
    ),
    policyCase(
      'rls-restrictive-constant-true',
      'rls-restrictive-constant-true',
      'AS RESTRICTIVE USING (true)',
      `CREATE POLICY q ON t USING (${own})`,
    ),
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
      ...policyCase(
        'rls-duplicate-policy',
        'rls-duplicate-policy',
        `FOR SELECT TO app USING (${own})`,
        `CREATE POLICY o ON t FOR SELECT TO app USING (${own})`,
      ),
    },
    policyCase('rls-policy-on-bypass-role', 'rls-policy-on-bypass-role', `TO etl USING (${own})`),
    {
      ...policyCase('rls-current-user-key', 'rls-current-user-key', 'USING (owner = session_user)'),
      policy: { version: 1, roles: [{ role: 'app', kind: 'application' }] },
    },
    policyCase(
      'rls-user-metadata-claim',
      'rls-user-metadata-claim',
      "USING (((auth.jwt() -> 'user_metadata') ->> 'admin')::boolean)",
    ),
    policyCase(
      'rls-user-metadata-claim',
      'rls-user-metadata-claim',
      "USING ((current_setting('request.jwt.claims', true)::jsonb -> 'raw_user_meta_data' ->> 'role') = 'admin')",
    ),
    policyCase('rls-email-key', 'rls-email-key', 'USING (auth.email() = email)'),
    policyCase(
      'rls-exists-without-binding',
      'rls-exists-without-binding',
      "USING (EXISTS (SELECT 1 FROM users u WHERE u.role = 'admin'))",
      'CREATE TABLE users (id uuid, role text)',
    ),
    policyCase(
      'rls-unknown-role-literal',
      'rls-unknown-role-literal',
      "USING (owner = 'x' AND auth.role() = 'authentcated')",
    ),
    policyCase('rls-unknown-role-literal', 'rls-no-own-column', "USING (auth.role() = 'authenticated')"),
    policyCase(
      'rls-hardcoded-identity',
      'rls-hardcoded-identity',
      "USING (user_id = '5f0c7f39-8f1c-4a6b-9d7e-0a1b2c3d4e5f')",
    ),
    policyCase(
      'rls-hardcoded-identity',
      'rls-hardcoded-identity',
      "USING (auth.uid() = '5f0c7f39-8f1c-4a6b-9d7e-0a1b2c3d4e5f')",
    ),
    policyCase(
      'rls-hardcoded-identity',
      'rls-hardcoded-identity',
      "USING (tenant_id = '5f0c7f39-8f1c-4a6b-9d7e-0a1b2c3d4e5f')",
    ),
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
    policyCase(
      'rls-pattern-match-auth',
      'rls-pattern-match-auth',
      "USING (owner LIKE current_setting('app.owner', true))",
    ),
    policyCase(
      'rls-pattern-match-auth',
      'rls-pattern-match-auth',
      "USING (owner ~ current_setting('app.owner', true))",
    ),
    policyCase(
      'rls-current-setting-form',
      'rls-current-setting-form',
      "USING (tenant_id = current_setting('app.tenant_id')::uuid)",
    ),
    policyCase(
      'rls-current-setting-form',
      'rls-current-setting-form',
      "USING (tenant_id = current_setting('app.tenant_id', true)::uuid)",
    ),
    policyCase(
      'rls-current-setting-form',
      'rls-current-setting-form',
      "USING (tenant_id = nullif(current_setting('tenant_id', true), '')::uuid)",
    ),
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
    policyCase('rls-volatile-function', 'rls-volatile-function', 'USING (random() < 0.5 AND id > 0)'),
    {
      key: 'rls-unique-crosses-tenants',
      says: 'a primary key that people can guess',
      setup: table('t', 'email text, tenant_id uuid NOT NULL'),
      bad: `ALTER TABLE t ADD PRIMARY KEY (email); CREATE POLICY p ON t USING (${own})`,
      control: 'rls-unique-crosses-tenants',
      object: { kind: 'table', name: 't' },
    },
    policyCase(
      'rls-exists-without-binding',
      'rls-exists-without-binding',
      'USING (EXISTS (SELECT 1 FROM auth.users))',
      'CREATE TABLE auth.users (id uuid)',
    ),
    ...['current_user', 'current_role', 'user'].map((who) => ({
      ...policyCase('rls-current-user-key', 'rls-current-user-key', `USING (owner = ${who})`),
      policy: { version: 1 as const, roles: [{ role: 'app', kind: 'application' as const }] },
    })),
    policyCase(
      'rls-unknown-role-literal',
      'rls-unknown-role-literal',
      "USING (owner = 'x' AND (auth.jwt() ->> 'role') = 'authentcated')",
    ),
    policyCase(
      'rls-unknown-role-literal',
      'rls-unknown-role-literal',
      "USING (owner = 'x' AND current_setting('request.jwt.claim.role', true) = 'authentcated')",
    ),
    policyCase(
      'rls-volatile-function',
      'rls-volatile-function',
      'USING (clock_timestamp() > now() AND id > 0)',
    ),
    policyCase(
      'rls-restrictive-constant-true',
      'rls-restrictive-constant-true',
      'AS RESTRICTIVE FOR INSERT WITH CHECK (true)',
      `CREATE POLICY q ON t USING (${own})`,
    ),
    policyCase(
      'rls-user-metadata-claim',
      'rls-user-metadata-claim',
      "USING ((SELECT auth.jwt()) -> 'user_metadata' ->> 'org' = owner)",
    ),
    policyCase('rls-email-key', 'rls-email-key', "USING ((SELECT auth.jwt() ->> 'email') = email)"),
    policyCase(
      'rls-duplicate-policy',
      'rls-duplicate-policy',
      `USING (${own}) WITH CHECK (${own})`,
      `CREATE POLICY o ON t USING (${own}) WITH CHECK (${own})`,
    ),
    policyCase(
      'rls-hardcoded-identity',
      'rls-hardcoded-identity',
      `USING (${own} OR user_id = '5f0c7f39-8f1c-4a6b-9d7e-0a1b2c3d4e5f'::uuid)`,
    ),
    policyCase(
      'rls-hardcoded-identity',
      'rls-hardcoded-identity',
      "USING (user_id IN ('5f0c7f39-8f1c-4a6b-9d7e-0a1b2c3d4e5f', '5f0c7f39-8f1c-4a6b-9d7e-0a1b2c3d4e60'))",
    ),
    {
      key: 'rls-hardcoded-identity',
      says: 'a number in the column that says whose',
      setup: table('t', 'id int, user_id int'),
      bad: 'CREATE POLICY p ON t USING (user_id = 42)',
      control: 'rls-hardcoded-identity',
      object: { kind: 'policy', relation: 't' },
    },
    policyCase(
      'rls-pattern-match-auth',
      'rls-pattern-match-auth',
      "USING (position(current_setting('app.owner', true) in owner) > 0)",
    ),
  ],
);
