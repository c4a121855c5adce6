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
    policyCase('rls-volatile-function', 'rls-volatile-function', 'USING (random() < 0.5 AND id > 0)'),
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
    policyCase(
      'rls-pattern-match-auth',
      'rls-pattern-match-auth',
      "USING (position(current_setting('app.owner', true) in owner) > 0)",
    ),
  ],
);
