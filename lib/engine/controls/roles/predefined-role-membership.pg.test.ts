import { expect, test } from 'vitest';
import { controlStory } from '../../../testing/control-story.ts';
import { fixtureFacts, membership, role } from '../../analysis/access-fixture.ts';
import { predefinedRoleMembership } from './predefined-role-membership.ts';

controlStory(predefinedRoleMembership, {
  majors: [14, 16, 18],
  policy: {
    version: 1,
    roles: [
      { role: 'scan', kind: 'scanner' },
      { role: 'app_service', kind: 'application' },
      { role: 'dba', kind: 'admin' },
      { role: 'barman', kind: 'backup' },
    ],
  },
  setup:
    'CREATE ROLE barman; GRANT pg_read_all_settings, pg_read_all_stats TO barman; CREATE ROLE scan; GRANT pg_read_all_settings TO scan; CREATE ROLE dba; GRANT pg_signal_backend TO dba; CREATE ROLE app_service LOGIN',
  break: 'GRANT pg_monitor TO app_service; CREATE ROLE undeclared; GRANT pg_write_all_data TO undeclared',
  fires: [
    { kind: 'membership', name: 'pg_monitor', role: 'app_service' },
    { kind: 'membership', name: 'pg_write_all_data', role: 'undeclared' },
  ],
  neighbours: [{ role: 'scan' }, { role: 'barman' }, { role: 'dba' }, { role: 'pg_monitor' }],
});

test('what a role nobody declared needs is open, and keeps the control from passing', () => {
  const facts = fixtureFacts({
    cluster: {
      roles: [role('monitoring'), role('pg_monitor', { login: false })],
      memberships: [membership('monitoring', 'pg_monitor')],
    },
  });
  expect(predefinedRoleMembership.check(facts, { version: 1 })).toMatchObject({
    outcome: 'judged',
    findings: [],
    undecided: [{ object: { kind: 'membership', name: 'pg_monitor', role: 'monitoring' } }],
  });
});
