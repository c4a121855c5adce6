import { afterAll, beforeAll, expect, test } from 'vitest';
import { alterSystem } from '../../../testing/alter-system.ts';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { relabel } from '../../../testing/relabel-inventory.ts';
import { settingRow } from '../../../testing/setting-row.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { logRetention } from './log-retention.ts';

const settings = { logging_collector: 'on', log_directory: '/tmp', log_truncate_on_rotation: 'on' };
const keepAYear = { version: 1 as const, audit: { retentionDays: 365 } };

controlStory(logRetention, {
  settings,
  policy: keepAYear,
  break: alterSystem('log_filename', 'postgresql-%a.log'),
  fires: [{ kind: 'setting', name: 'log_filename' }],
});

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster({
    major: 17,
    settings: { ...settings, log_filename: 'postgresql-%a.log' },
  });
});
afterAll(() => cluster.stop());

const judge = (inventory: Inventory, audit?: { retentionDays?: number; sink?: string }) =>
  verdictOf(logRetention, factsOf(inventory), { version: 1, ...(audit ? { audit } : {}) });

test('a week of log is enough for six days, too little for seven, and for nobody who has not said', async () => {
  const inventory = await inventoryOf(cluster);
  expect(judge(inventory, { retentionDays: 6 }).status).toBe('pass');
  expect(judge(inventory, { retentionDays: 7 })).toMatchObject({
    status: 'fail',
    findings: [
      { title: 'Log files are emptied and used again after 6 days; the policy keeps records for 7 days' },
    ],
  });
  expect(judge(inventory, { sink: 'files' })).toMatchObject({ status: 'unknown', waitsFor: ['audit'] });
  expect(judge(inventory)).toMatchObject({ status: 'unknown', waitsFor: ['audit'] });
});

test('what is kept elsewhere is not seen from here, and does not pass for it', async () => {
  const inventory = await inventoryOf(cluster);
  const stated = judge(inventory, { retentionDays: 365, sink: 'the log archive' });
  expect(stated.status).toBe('unknown');
  expect(stated.reason).toContain('whether the log archive keeps them cannot be seen');
  const both = relabel(inventory, 'settings', (rows) =>
    rows.map((row) => (row.name === 'log_destination' ? { ...row, value: 'stderr,syslog' } : row)),
  );
  expect(judge(both, { retentionDays: 365 })).toMatchObject({ status: 'unknown' });
});

test('files that are appended to, or whose names do not come round, stay', async () => {
  const inventory = await inventoryOf(cluster);
  const appended = relabel(inventory, 'settings', (rows) =>
    rows.map((row) => (row.name === 'log_truncate_on_rotation' ? { ...row, value: 'off' } : row)),
  );
  expect(judge(appended, { retentionDays: 365 }).status).toBe('pass');
  const bySize = relabel(inventory, 'settings', (rows) =>
    rows.map((row) => (row.name === 'log_rotation_age' ? { ...row, value: '0' } : row)),
  );
  expect(judge(bySize, { retentionDays: 365 }).status).toBe('pass');
});

test.each([
  ['log_destination', 'syslog', 'what syslog keeps cannot be seen'],
  ['log_destination', '', 'writes no log file'],
  ['log_truncate_on_rotation', 'perhaps', 'could not be understood'],
  ['log_rotation_age', 'often', 'could not be understood'],
] as const)('%s = %j is not known to keep anything', async (name, value, reason) => {
  const inventory = relabel(await inventoryOf(cluster), 'settings', (rows) =>
    rows.map((row) => (row.name === name ? { ...row, value } : row)),
  );
  const verdict = judge(inventory, { retentionDays: 1 });
  expect(verdict.status).toBe('unknown');
  expect(verdict.reason).toContain(reason);
});

test.each([
  ['rds', 'rds.log_retention_period', '4320', 3],
  ['azure', 'logfiles.retention_days', '7', 7],
] as const)('on %s the provider says how long: %s', async (substrate, name, value, days) => {
  const plain = await inventoryOf(cluster);
  const inventory = {
    ...relabel(plain, 'settings', (rows) => [...rows, settingRow(name, value)]),
    substrate,
  };
  expect(judge(inventory, { retentionDays: 365 })).toMatchObject({
    status: 'fail',
    findings: [{ object: { kind: 'setting', name }, evidence: { keptDays: days } }],
  });
  expect(judge(inventory, { retentionDays: days }).status).toBe('pass');
  expect(judge({ ...plain, substrate }, { retentionDays: 1 }).status).toBe('unknown');
});
