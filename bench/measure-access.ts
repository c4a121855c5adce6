import { accessSections } from '../lib/cli/access-read.ts';
import { type DatabaseAccess, databaseAccess } from '../lib/engine/analysis/effective-privileges.ts';
import { factsOf } from '../lib/engine/analysis/facts.ts';
import { members } from '../lib/engine/analysis/role-graph-closure.ts';
import { collect } from '../lib/engine/inventory/collect.ts';
import { measuredTarget } from './measured-target.ts';

// A process of its own: reads a cluster, then answers "who has what" for every role, object and privilege, with and
// without SET ROLE, and counts the answers. Prints what the answering alone took.

// Read as `postern access` reads: what effective privileges depend on, and of the columns those with a list of their own.
const inventory = await collect(measuredTarget(), {
  now: new Date().toISOString(),
  only: accessSections,
  grantedColumnsOnly: true,
});

function population(bits: Uint32Array): number {
  let count = 0;
  for (let at = 0; at < bits.length; at++) {
    // A signed word stays a small number to the engine; an unsigned one may become an object.
    let word = (bits[at] ?? 0) | 0;
    if (word === 0) continue;
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

function everyAnswer(access: DatabaseAccess): { objects: number; held: number; reachable: number } {
  let objects = 0;
  let held = 0;
  let reachable = 0;
  for (const object of access.objects()) {
    objects += 1;
    for (const privilege of access.privilegesOf(object.kind)) {
      const sets = access.sets(object, privilege);
      held += population(sets.held);
      reachable += population(sets.reachable);
    }
  }
  return { objects, held, reachable };
}

const cpuBefore = process.cpuUsage();
const begun = performance.now();
const [database] = factsOf(inventory).databases;
if (!database) throw new Error('the database was not read');
const access = databaseAccess(database);
const answers = everyAnswer(access);
const seconds = (performance.now() - begun) / 1000;
const { user, system } = process.cpuUsage(cpuBefore);
// A second way to the count, by a few objects, so that the fast count cannot be wrong unseen.
for (const object of access.objects(['schema'])) {
  const { held: bits } = access.sets(object, 'USAGE');
  if ([...members(bits)].length !== population(bits)) throw new Error('the count of holders is wrong');
}
process.stdout.write(
  JSON.stringify({
    seconds,
    cpu: (user + system) / 1e6,
    ...answers,
    roles: access.graph.names.length,
  }),
);
