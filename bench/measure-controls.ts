import { factsOf } from '../lib/engine/analysis/facts.ts';
import { evaluate } from '../lib/engine/controls/evaluate.ts';
import { registry } from '../lib/engine/controls/registry.ts';
import { collect } from '../lib/engine/inventory/collect.ts';
import { judge } from '../lib/engine/judge.ts';
import { emptyPolicy } from '../lib/engine/policy/policy.ts';
import { loadScriptParser } from '../lib/engine/remediation/check-script.ts';
import { measuredTarget } from './measured-target.ts';

// A child of its own: reads a server once, then times every control by itself, and the whole scan around them. What two
// controls share (facts that are kept) is paid by the first of them; `together` is all of them on fresh facts.

const seconds = (begun: number) => (performance.now() - begun) / 1000;

let begun = performance.now();
const inventory = await collect(measuredTarget(), { now: new Date().toISOString() });
const reading = seconds(begun);

// As judge() does before it: without the parser the controls on row security would only break.
await loadScriptParser();
begun = performance.now();
const fresh = factsOf(inventory);
evaluate(registry, fresh, emptyPolicy, () => null);
const together = seconds(begun);

// Once more on facts of its own, so that each control's time is its own and not the first run's compiling.
const facts = factsOf(structuredClone(inventory));
const controls = registry.map((control) => {
  const from = performance.now();
  const [verdict] = evaluate([control], facts, emptyPolicy, () => null);
  return { id: control.id, seconds: seconds(from), findings: verdict?.findings.length ?? 0 };
});

begun = performance.now();
const now = () => new Date();
await judge(inventory, emptyPolicy, {
  id: 'bench',
  startedAt: now().toISOString(),
  toolVersion: 'bench',
  now,
});
const judging = seconds(begun);

const worst = [...controls].sort((a, b) => b.seconds - a.seconds).slice(0, 15);
process.stdout.write(
  JSON.stringify({ reading, together, judging, scan: reading + judging, controls: controls.length, worst }),
);
