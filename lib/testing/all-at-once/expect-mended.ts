import { expect } from 'vitest';
import type { Policy } from '../../engine/policy/policy.ts';
import type { TestCluster } from '../cluster.ts';
import { expectSameState } from '../expect-same-state.ts';
import { inventoryOf } from '../inventory-of.ts';
import { type Course, type MendOptions, mendAll, openFindings, undoAll } from './mend-all.ts';

/**
 * Everything that is a script is made, in the order asked for: it ends, nothing goes against what Postern promises, nothing scripted
 * is left but what cannot be undone, and everything undone brings back the state before. `meanwhile` is asked in between.
 */
export async function expectMended(
  cluster: TestCluster,
  policy: Policy,
  options: MendOptions,
  meanwhile: (course: Course) => Promise<void>,
): Promise<void> {
  const course = await mendAll(cluster, policy, options);
  expect(course.broken).toEqual([]);
  expect(course.done.length).toBeGreaterThan(0);
  for (const finding of openFindings(course.last.verdicts)) {
    const plan = course.last.planOf(finding);
    if (plan.irreversible === null) expect(plan.kind, finding.title).toBe('manual');
  }
  expect(course.scores.at(-1)).toBeGreaterThan(course.scores[0] ?? 0);
  await meanwhile(course);
  await undoAll(course.done);
  expectSameState(await inventoryOf(cluster), course.first, 'undoing everything leaves something else');
}
