import { appendFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type ClusterFacts, factsOf } from '../../engine/analysis/facts.ts';
import { parseHbaFile } from '../../engine/analysis/hba/parse-hba-file.ts';
import { sessionChanges } from '../../engine/analysis/hba/session-changes.ts';
import { loadParser } from '../../engine/analysis/row-security/parser.ts';
import { evaluate } from '../../engine/controls/evaluate.ts';
import { registry } from '../../engine/controls/registry.ts';
import { emptyPolicy, type Policy } from '../../engine/policy/policy.ts';
import { startCluster, type TestCluster } from '../../testing/cluster.ts';
import { inventoryOf } from '../../testing/inventory-of.ts';
import { startsOf } from '../access/attack-entries.ts';
import { networkOverview } from './network-overview.ts';
import { parseAttempt, tryConnection } from './try-connection.ts';
import { whoReaches } from './who-reaches.ts';

const policy: Policy = {
  ...emptyPolicy,
  boundaries: [{ id: 'tier', cidrs: ['10.0.0.0/8'] }],
  connections: { authentication: ['scram-sha-256'] },
};
// This one says that the file cannot be loaded, and so goes by the file.
const onRules = registry.filter(
  (control) =>
    control.id !== 'hba-file-parse-error' &&
    (control.needs.includes('hba-rules') || control.needs.includes('ident-mappings')),
);

const verdicts = (facts: ClusterFacts) =>
  evaluate(onRules, facts, policy, () => null).map(({ control, status, reason }) => ({
    control,
    status,
    reason,
  }));

async function observe(cluster: TestCluster): Promise<ClusterFacts> {
  return factsOf(await inventoryOf(cluster, ['postgres']));
}

/** Nobody may say anything of the rules, and everybody says why. */
function expectUnknown(facts: ClusterFacts, why: RegExp): void {
  for (const verdict of verdicts(facts)) {
    expect(verdict, verdict.control).toMatchObject({ status: 'unknown', reason: expect.stringMatching(why) });
  }
  expect(networkOverview(facts, policy).errors).not.toEqual([]);
  expect(whoReaches(facts)).toEqual([]);
  const tried = tryConnection(
    facts,
    parseAttempt({ user: 'app', database: 'postgres', address: '10.0.0.7' }),
  );
  expect(tried).toMatchObject({ answer: { reason: expect.stringMatching(why), method: null, rule: null } });
  expect(startsOf(facts)).toMatchObject({ gap: { input: 'hba-rules', reason: expect.stringMatching(why) } });
  const rules = parseHbaFile('local all all trust\n', { major: 17 });
  for (const change of sessionChanges(facts, { rules, maps: null }))
    expect(change).toMatchObject({ outcome: 'undecidable', reason: expect.stringMatching(why) });
}

const sound = 'local all all trust\nhost all app 10.0.0.0/8 scram-sha-256 # and so on\n';

test('rules that are not those of the file are unknown everywhere, with the reason', {
  timeout: 60_000,
}, async () => {
  await loadParser();
  const cluster = await startCluster({ major: 17 });
  const file = path.join(cluster.dataDirectory, 'pg_hba.conf');
  try {
    await cluster.sql('CREATE ROLE app LOGIN');
    await cluster.setHba(sound);
    const held = await cluster.connect({ user: 'app' });
    expect(onRules.length).toBeGreaterThan(12);
    const unknown = (facts: ClusterFacts) => verdicts(facts).filter(({ status }) => status === 'unknown');
    const clean = await observe(cluster);
    expect(networkOverview(clean, policy).errors).toEqual([]);
    const before = unknown(clean).length;
    expect(before).toBeLessThan(onRules.length / 2);

    // Refused at the reload: the server goes on with what it had, the view shows the new lines.
    await cluster.setHba(`${sound}host all all 0.0.0.0/33 trust\n`);
    expectUnknown(await observe(cluster), /refuses the whole file.*line 3/);

    await cluster.setHba(sound);
    expect(unknown(await observe(cluster))).toHaveLength(before);

    // Changed and not loaded: files have whole seconds.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    appendFileSync(file, 'host all all 0.0.0.0/0 reject\n');
    expectUnknown(await observe(cluster), /changed after the server last loaded it/);
    await cluster.reload();
    expect(unknown(await observe(cluster))).toHaveLength(before);

    await new Promise((resolve) => setTimeout(resolve, 1_100));
    writeFileSync(path.join(cluster.dataDirectory, 'pg_ident.conf'), 'm outside app\n');
    const maps = verdicts(await observe(cluster)).filter(({ control }) => control.startsWith('ident-'));
    expect(maps.length).toBeGreaterThan(0);
    for (const verdict of maps)
      expect(verdict).toMatchObject({
        status: 'unknown',
        reason: expect.stringContaining('pg_ident.conf was changed'),
      });
    await held.end();
  } finally {
    await cluster.stop();
  }
});
