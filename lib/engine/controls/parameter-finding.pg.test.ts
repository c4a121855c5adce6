import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { inventoryOf } from '../../testing/inventory-of.ts';
import { judgeCluster } from '../../testing/judge-cluster.ts';
import { loadScriptParser } from '../remediation/check-script.ts';
import { planFinding } from '../remediation/plan-finding.ts';

const started: TestCluster[] = [];
afterAll(() => Promise.all(started.map((cluster) => cluster.stop())));

const controls = [
  'log-error-verbosity',
  'debug-print',
  'client-min-messages',
  'allow-system-table-mods',
] as const;

// ALTER SYSTEM RESET leaves what stands in postgresql.conf, and the finding with it.
test.each([14, 18] as const)(
  'what postgresql.conf of %i sets is mended by our script, and undone',
  async (major) => {
    await loadScriptParser();
    const cluster = await startCluster({
      major,
      settings: {
        log_error_verbosity: 'terse',
        debug_print_plan: 'on',
        client_min_messages: 'debug1',
        full_page_writes: 'off',
      },
    });
    started.push(cluster);
    for (const control of controls) {
      const before = await inventoryOf(cluster);
      const finding = (await judgeCluster(cluster, control)).findings.find((one) =>
        ['log_error_verbosity', 'debug_print_plan', 'client_min_messages', 'full_page_writes'].includes(
          one.object.name ?? '',
        ),
      );
      if (!finding) throw new Error(`${control} is silent`);
      const plan = planFinding(finding, before);
      const found = async () =>
        (await judgeCluster(cluster, control)).findings.some(
          (one) => one.fingerprint === finding.fingerprint,
        );
      for (const statement of plan.up) await cluster.sql(statement.sql);
      await cluster.reload();
      expect(await found(), control).toBe(false);
      for (const statement of plan.down) await cluster.sql(statement.sql);
      await cluster.reload();
      expect(await found(), control).toBe(true);
    }
  },
);
