import { afterAll, expect, test } from 'vitest';
import { factsOf } from '../engine/analysis/facts.ts';
import type { Control } from '../engine/controls/control.ts';
import { redactValue } from '../engine/inventory/redact.ts';
import { startCluster, type TestCluster } from './cluster.ts';
import { inventoryOf } from './inventory-of.ts';
import { relabel, unread } from './relabel-inventory.ts';
import { verdictOf } from './verdict-of.ts';

/**
 * What a control says of connection strings of a standby. It differs from its primary in two facts; the rest of the
 * inventory stays as a real server gave it. A password `canary` must show nowhere.
 */
export function standbyStory(
  control: Control,
  strings: {
    readonly good: readonly string[];
    readonly bad: readonly string[];
    readonly unknown?: readonly string[];
  },
): void {
  let cluster: TestCluster | undefined;
  afterAll(() => cluster?.stop());

  test(`${control.id} on a standby`, async () => {
    cluster = await startCluster({ major: 17 });
    const primary = await inventoryOf(cluster);
    expect(verdictOf(control, factsOf(primary)).status).toBe('not-applicable');
    const standby = { ...primary, server: { ...primary.server, inRecovery: true } };
    const under = (conninfo: string) =>
      verdictOf(
        control,
        factsOf(
          relabel(standby, 'protected-settings', (rows) =>
            rows.map((row) =>
              row.name === 'primary_conninfo'
                ? { ...row, value: redactValue('primary_conninfo', conninfo) }
                : row,
            ),
          ),
        ),
      );
    expect(under('').status).toBe('not-applicable');
    for (const good of strings.good) expect(under(good).status, good).toBe('pass');
    for (const bad of strings.bad) {
      const verdict = under(bad);
      expect(verdict.status, bad).toBe('fail');
      expect(JSON.stringify(verdict)).not.toContain('canary');
    }
    for (const open of strings.unknown ?? []) expect(under(open).status, open).toBe('unknown');
    expect(under('postgres://standby:canary@primary/').status, 'a URL is hidden whole').toBe('unknown');
    expect(verdictOf(control, factsOf(unread(standby, 'protected-settings'))).status).toBe('unknown');
  });
}
