import { expect, test } from 'vitest';
import { controlStory } from '../../../testing/control-story.ts';
import { fixtureFacts, role } from '../../analysis/access-fixture.ts';
import { parameterPrivileges } from './parameter-privileges.ts';

controlStory(parameterPrivileges, {
  majors: [15, 18],
  policy: { version: 1, roles: [{ role: 'dba', kind: 'admin' }] },
  setup: 'CREATE ROLE dba; GRANT ALTER SYSTEM ON PARAMETER work_mem TO dba',
  break: `CREATE ROLE sandbox; GRANT SET ON PARAMETER log_min_messages TO sandbox;
    GRANT SET, ALTER SYSTEM ON PARAMETER archive_command TO sandbox; GRANT SET ON PARAMETER log_statement TO PUBLIC`,
  fires: [
    { kind: 'parameter', name: 'log_min_messages', role: 'sandbox' },
    { kind: 'parameter', name: 'archive_command', role: 'sandbox' },
    { kind: 'parameter', name: 'log_statement', public: true },
  ],
  neighbours: [{ role: 'dba' }],
});

test('14 has no privileges on parameters', () => {
  const facts = fixtureFacts({ versionNum: 140_023, cluster: { roles: [role('a')], 'parameter-acls': [] } });
  expect(parameterPrivileges.check(facts, { version: 1 })).toMatchObject({ outcome: 'not-applicable' });
});
