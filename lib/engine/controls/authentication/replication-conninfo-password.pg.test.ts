import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { relabel, unread } from '../../../testing/relabel-inventory.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import { redactValue } from '../../inventory/redact.ts';
import { replicationConninfoPassword } from './replication-conninfo-password.ts';

let cluster: TestCluster | undefined;
afterAll(() => cluster?.stop());

// A standby differs from its primary in two facts; the rest of the inventory stays as a real server gave it.
test('judged on a standby by what its connection string says', async () => {
  cluster = await startCluster({ major: 17 });
  const primary = await inventoryOf(cluster);
  expect(verdictOf(replicationConninfoPassword, factsOf(primary)).status).toBe('not-applicable');
  const server = { ...primary.server, inRecovery: true };
  const under = (conninfo: string) =>
    verdictOf(
      replicationConninfoPassword,
      factsOf(
        relabel({ ...primary, server }, 'protected-settings', (rows) =>
          rows.map((row) =>
            row.name === 'primary_conninfo'
              ? { ...row, value: redactValue('primary_conninfo', conninfo) }
              : row,
          ),
        ),
      ),
    );
  expect(under('').status).toBe('not-applicable');
  for (const good of ['host=p sslmode=require', 'passfile=/home/x/.pgpass', "sslmode=require password=''"])
    expect(under(good).status, good).toBe('pass');
  for (const bad of ['host=p password=canary', "user=x password = 'canary x' sslmode=verify-full"]) {
    const verdict = under(bad);
    expect(verdict.status, bad).toBe('fail');
    expect(JSON.stringify(verdict)).not.toContain('canary');
  }
  expect(under('postgres://standby:canary@primary/').status, 'a URL is hidden whole').toBe('unknown');
  expect(
    verdictOf(replicationConninfoPassword, factsOf(unread({ ...primary, server }, 'protected-settings')))
      .status,
  ).toBe('unknown');
});
