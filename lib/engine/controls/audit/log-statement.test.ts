import { expect, test } from 'vitest';
import { settingRow } from '../../../testing/setting-row.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { fixtureFacts, role } from '../../analysis/access-fixture.ts';
import { logStatement } from './log-statement.ts';

const under = (pgauditLog: string) =>
  fixtureFacts({
    cluster: {
      settings: [settingRow('log_statement', 'none'), settingRow('pgaudit.log', pgauditLog)],
      'role-settings': [],
      roles: [role('app')],
      databases: [
        {
          name: 'shop',
          owner: 'postgres',
          encoding: 'UTF8',
          allowConnections: true,
          template: false,
          connectionLimit: -1,
          acl: null,
        },
      ],
    },
  });

// GRANT, REVOKE and ALTER ROLE are of pgaudit's class role; ddl is all other DDL (pgAudit's README, "pgaudit.log").
test.each([
  ['ddl,role', 'pass'],
  ['all', 'pass'],
  ['ddl', 'fail'],
  ['role', 'fail'],
  ['all,-role', 'fail'],
])('pgaudit.log = %s in the place of log_statement: %s', (value, status) => {
  expect(verdictOf(logStatement, under(value)).status).toBe(status);
});
