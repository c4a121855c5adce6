import { afterAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../testing/cluster.ts';
import { inventoryOf } from '../../../testing/inventory-of.ts';
import { verdictOf } from '../../../testing/verdict-of.ts';
import { factsOf } from '../../analysis/facts.ts';
import { loadScriptParser } from '../../remediation/check-script.ts';
import { planFinding } from '../../remediation/plan-finding.ts';
import { portApproved } from './port-approved.ts';

let cluster: TestCluster | undefined;
afterAll(() => cluster?.stop());

// A restart on another port would lose the test's own connections, so the policy moves instead of the server.
test('the port the policy names passes, another is found with a script, and a silent policy is not judged', async () => {
  await loadScriptParser();
  cluster = await startCluster({ major: 17 });
  const inventory = await inventoryOf(cluster);
  const facts = factsOf(inventory);
  const under = (port: number) => verdictOf(portApproved, facts, { version: 1, connections: { port } });
  expect(under(cluster.port).status).toBe('pass');
  const wrong = under(cluster.port + 1);
  expect(wrong.status).toBe('fail');
  const [finding] = wrong.findings;
  if (!finding) throw new Error('no finding');
  const plan = planFinding(finding, inventory);
  // Given on the command line of this server, which ALTER SYSTEM cannot outrank: then in words.
  expect(plan.upText).toContain(String(cluster.port + 1));
  expect(verdictOf(portApproved, facts).status).toBe('not-applicable');
});
