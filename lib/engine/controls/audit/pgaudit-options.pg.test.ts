import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { relabel, unread } from '../../../testing/relabel-inventory.ts';
import { settingRow } from '../../../testing/setting-row.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import { pgauditOptions } from './pgaudit-options.ts';

let cluster: TestCluster | undefined;
afterAll(() => cluster?.stop());

// The servers of the tests are built without pgaudit; its parameters are added as a server that has it shows them.
test('the options of pgaudit, on a real server that is told to have it', async () => {
  cluster = await startCluster({ major: 17 });
  await cluster.sql("CREATE ROLE app LOGIN; ALTER ROLE app SET work_mem = '5MB'");
  const inventory = await inventoryOf(cluster);
  expect(verdictOf(pgauditOptions, factsOf(inventory)).status).toBe('not-applicable');
  const having = (catalog: string, client: string, values: string) =>
    relabel(inventory, 'settings', (rows) => [
      ...rows,
      settingRow('pgaudit.log_catalog', catalog),
      settingRow('pgaudit.log_client', client),
      settingRow('pgaudit.log_parameter', values),
    ]);
  const judge = (seen: typeof inventory) => verdictOf(pgauditOptions, factsOf(seen));
  expect(judge(having('on', 'off', 'off')).status).toBe('pass');
  expect(judge(having('off', 'on', 'on')).findings.map((finding) => finding.object.name)).toEqual([
    'pgaudit.log_catalog',
    'pgaudit.log_client',
    'pgaudit.log_parameter',
  ]);
  const overridden = relabel(having('on', 'off', 'off'), 'role-settings', (rows) => [
    ...rows,
    { role: 'app', database: null, parameter: 'pgaudit.log_catalog', value: 'off' },
  ]);
  expect(judge(overridden).findings.map((finding) => finding.object.name)).toEqual(['pgaudit.log_catalog']);
  const textless = relabel(having('on', 'off', 'off'), 'settings', (rows) => [
    ...rows,
    settingRow('pgaudit.log_statement', 'off'),
  ]);
  expect(judge(textless).findings.map((finding) => finding.object.name)).toEqual(['pgaudit.log_statement']);
  const at = (level: string, messages: string) =>
    judge(
      relabel(having('on', 'off', 'off'), 'settings', (rows) => [
        ...rows.map((row) => (row.name === 'log_min_messages' ? { ...row, value: messages } : row)),
        settingRow('pgaudit.log_level', level),
      ]),
    ).findings.map((finding) => finding.object.name);
  for (const [level, messages] of [
    ['log', 'warning'],
    ['warning', 'warning'],
    ['notice', 'info'],
    ['log', 'panic'],
  ] as const)
    expect(at(level, messages), level).toEqual([]);
  for (const level of ['notice', 'info', 'debug1'])
    expect(at(level, 'warning')).toEqual(['pgaudit.log_level']);
  expect(judge(unread(inventory, 'settings')).status).toBe('unknown');
});
