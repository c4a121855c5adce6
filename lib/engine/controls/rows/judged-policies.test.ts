import { beforeAll, expect, test } from 'vitest';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { fixtureFacts, role } from '../../analysis/access-fixture.ts';
import { loadParser } from '../../analysis/row-security/parser.ts';
import { rlsCheckWiderThanUsing } from './rls-check-wider-than-using.ts';
import { rlsCurrentSettingForm } from './rls-current-setting-form.ts';
import { rlsPolicyAlwaysTrue } from './rls-policy-always-true.ts';

beforeAll(loadParser);

function facts(using: string) {
  return fixtureFacts({
    cluster: { settings: [], roles: [role('owner')], memberships: [], databases: [] },
    database: {
      relations: [
        {
          oid: 1,
          schema: 'app',
          name: 'orders',
          kind: 'table',
          owner: 'owner',
          acl: null,
          rowSecurity: true,
          forceRowSecurity: false,
          isPartition: false,
          options: [],
          extension: null,
          sizeClass: -1,
          comment: null,
        },
      ],
      columns: [],
      policies: [
        {
          schema: 'app',
          relation: 'orders',
          name: 'p',
          permissive: true,
          command: 'ALL',
          roles: [null],
          using,
          withCheck: null,
        },
      ],
    },
  });
}

test.each([
  ['that does not parse', '(tenant = '],
  ['whose table was dropped under the scan', ''],
  ['that ends the statement and begins another', 'true); DROP TABLE x; SELECT (true'],
])('a policy %s is unknown to every control that judges policies, with the reason', (_, using) => {
  for (const control of [rlsPolicyAlwaysTrue, rlsCheckWiderThanUsing, rlsCurrentSettingForm])
    expect(verdictOf(control, facts(using))).toMatchObject({
      status: 'unknown',
      reason: 'The expression of policy p on app.orders could not be parsed.',
    });
});
