import { factsOf } from '../lib/engine/analysis/facts.ts';
import { evaluate } from '../lib/engine/controls/evaluate.ts';
import { registry } from '../lib/engine/controls/registry.ts';
import { collect } from '../lib/engine/inventory/collect.ts';
import { loadScriptParser } from '../lib/engine/remediation/check-script.ts';
import { measuredPolicy } from './measured-policy.ts';
import { measuredTarget } from './measured-target.ts';

// A child of its own: reads a server once, then runs all controls on fresh facts, in a process that has run none before, as
// every scan does. Then each control by itself; what two share (facts that are kept) is paid by the first of them.

const seconds = (begun: number) => (performance.now() - begun) / 1000;
const policy = measuredPolicy();
const inventory = await collect(measuredTarget(), { now: new Date().toISOString() });
// As judge() does before it: without the parser the controls on row security would only break.
await loadScriptParser();

const cpu = process.cpuUsage();
let begun = performance.now();
evaluate(registry, factsOf(inventory), policy, () => null);
const together = seconds(begun);
const { user, system } = process.cpuUsage(cpu);

// The second time, which is what a process that goes on judging pays: a look at another policy, say.
const copy = structuredClone(inventory);
begun = performance.now();
evaluate(registry, factsOf(copy), policy, () => null);
const again = seconds(begun);

const facts = factsOf(structuredClone(inventory));
const controls = registry.map((control) => {
  const from = performance.now();
  const [verdict] = evaluate([control], facts, policy, () => null);
  return { id: control.id, seconds: seconds(from), findings: verdict?.findings.length ?? 0 };
});

const worst = [...controls].sort((a, b) => b.seconds - a.seconds).slice(0, 15);
process.stdout.write(
  JSON.stringify({ together, again, cpu: (user + system) / 1e6, controls: controls.length, worst }),
);
