import { expect, test } from 'vitest';
import { settingRow } from '../../../testing/setting-row.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { fixtureFacts, role } from '../../analysis/access-fixture.ts';
import { factsOf } from '../../analysis/facts.ts';
import type { RoleSettingRow } from '../../inventory/sections/role-settings.ts';
import { pgauditClasses } from './pgaudit-classes.ts';

const policy = { version: 1 as const, audit: { events: ['ddl', 'role', 'read-regulated', 'failed-login'] } };
const override = (of: string | null, database: string | null, value: string): RoleSettingRow => ({
  role: of,
  database,
  parameter: 'pgaudit.log',
  value,
});

const facts = (
  log: string,
  overrides: readonly RoleSettingRow[] = [],
  more: { role?: string; statement?: string } = {},
) =>
  fixtureFacts({
    cluster: {
      settings: [
        settingRow('pgaudit.log', log, { context: 'superuser' }),
        settingRow('log_statement', more.statement ?? 'none', { context: 'superuser' }),
        ...(more.role === undefined ? [] : [settingRow('pgaudit.role', more.role)]),
      ],
      'role-settings': overrides,
      roles: [role('app'), role('etl'), role('grouping', { login: false })],
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

test.each(['ddl,role,read', 'all', 'ALL, -misc', 'none,ddl,role,read'])('%s records the events', (value) => {
  expect(verdictOf(pgauditClasses, facts(value), policy).status).toBe('pass');
});

test.each(['none', '', 'ddl,role', 'all,-read', 'ddl,role,read,none'])('%s does not', (value) => {
  const verdict = verdictOf(pgauditClasses, facts(value), policy);
  expect(verdict.status).toBe('fail');
  const remedy = verdict.findings[0]?.remedy;
  if (!remedy || !('changes' in remedy)) throw new Error('no script');
  const [change] = remedy.changes;
  if (change?.do !== 'set-parameter' || change.value === null) throw new Error('not a setting');
  // What the remedy sets has to satisfy the control that proposes it.
  expect(verdictOf(pgauditClasses, facts(change.value), policy).status).toBe('pass');
});

test('one role or database that records less is enough to fail; a role that cannot log in is not', () => {
  expect(verdictOf(pgauditClasses, facts('all', [override('etl', null, 'none')]), policy).status).toBe(
    'fail',
  );
  expect(verdictOf(pgauditClasses, facts('all', [override(null, 'shop', 'ddl')]), policy).status).toBe(
    'fail',
  );
  expect(verdictOf(pgauditClasses, facts('all', [override('grouping', null, 'none')]), policy).status).toBe(
    'pass',
  );
});

test('a database that records enough makes up for the server', () => {
  expect(verdictOf(pgauditClasses, facts('none', [override(null, 'shop', 'all')]), policy).status).toBe(
    'pass',
  );
});

test('what the server log records need not be recorded twice', () => {
  expect(verdictOf(pgauditClasses, facts('read', [], { statement: 'ddl' }), policy).status).toBe('pass');
});

test('object auditing is left undecided, never taken for enough', () => {
  expect(verdictOf(pgauditClasses, facts('ddl,role', [], { role: 'auditor' }), policy).status).toBe(
    'unknown',
  );
});

test('an event nobody knows keeps it from passing', () => {
  expect(
    verdictOf(pgauditClasses, facts('all'), { version: 1, audit: { events: ['ddl', 'moon-phase'] } }).status,
  ).toBe('unknown');
});

test('a server value hidden behind a setting of the scan role is unknown', () => {
  const own = override('postern_scan', null, 'all');
  const seen = facts('all', [own]);
  const hidden = factsOf({
    ...seen.inventory,
    cluster: {
      ...seen.inventory.cluster,
      settings: { rows: [settingRow('pgaudit.log', '', { source: 'user', value: null })] },
    },
  });
  expect(verdictOf(pgauditClasses, hidden, policy).status).toBe('unknown');
});

test('not applicable without pgaudit, unknown without the sections', () => {
  const none = fixtureFacts({ cluster: { settings: [], 'role-settings': [], roles: [], databases: [] } });
  expect(verdictOf(pgauditClasses, none, policy).status).toBe('not-applicable');
  expect(verdictOf(pgauditClasses, fixtureFacts({}), policy).status).toBe('unknown');
  expect(verdictOf(pgauditClasses, facts('all')).waitsFor).toEqual(['audit']);
});
