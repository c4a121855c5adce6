import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { relabel, unread } from '../../../testing/relabel-inventory.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import { redactValue } from '../../inventory/redact.ts';
import { replicationTls } from './replication-tls.ts';

let cluster: TestCluster | undefined;
afterAll(() => cluster?.stop());

// A standby differs from its primary in two facts; the rest of the inventory stays as a real server gave it.
test('judged on a standby by what its connection string says', async () => {
  cluster = await startCluster({ major: 17 });
  const primary = await inventoryOf(cluster);
  expect(verdictOf(replicationTls, factsOf(primary)).status).toBe('not-applicable');
  const server = { ...primary.server, inRecovery: true };
  const under = (conninfo: string) =>
    verdictOf(
      replicationTls,
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
  for (const good of ['host=p sslmode=verify-full', "sslmode='verify-ca' password=canary"])
    expect(under(good).status, good).toBe('pass');
  for (const bad of [
    'host=p password=canary',
    'host=p sslmode=require',
    'host=p sslmode=disable passfile=/x',
  ]) {
    const verdict = under(bad);
    expect(verdict.status, bad).toBe('fail');
    expect(JSON.stringify(verdict)).not.toContain('canary');
  }
  expect(under('postgres://standby:canary@primary/').status, 'a URL is hidden whole').toBe('unknown');
  expect(
    verdictOf(replicationTls, factsOf(unread({ ...primary, server }, 'protected-settings'))).status,
  ).toBe('unknown');
});
