import { factsOf } from '../lib/engine/analysis/facts.ts';
import { roleGraph } from '../lib/engine/analysis/role-graph.ts';
import { members } from '../lib/engine/analysis/role-graph-closure.ts';
import { collect } from '../lib/engine/inventory/collect.ts';
import { measuredTarget } from './measured-target.ts';

// A process of its own: reads a cluster, then closes its role graph over every membership, whatever its options, and
// once more over those that inherit and those that allow SET ROLE. Prints what each closure took.

const facts = factsOf(await collect(measuredTarget(), { now: new Date().toISOString() }));
const memoryBefore = process.memoryUsage();
const cpuBefore = process.cpuUsage();
const begun = performance.now();
const graph = roleGraph(facts);
const first = graph.names[0] ?? '';
graph.reaches(first, first, 'member');
const seconds = (performance.now() - begun) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
graph.reaches(first, first, 'inherit');
graph.reaches(first, first, 'set');
const all = (performance.now() - begun) / 1000;
const memory = process.memoryUsage();
let pairs = 0;
for (const name of graph.names) for (const _ of members(graph.reachersOf(name, 'member'))) pairs += 1;
process.stdout.write(
  JSON.stringify({
    seconds,
    cpu: (user + system) / 1e6,
    allKindsSeconds: all,
    megabytes:
      (memory.arrayBuffers + memory.heapUsed - memoryBefore.arrayBuffers - memoryBefore.heapUsed) / 1e6,
    pairs,
    roles: graph.names.length,
  }),
);
