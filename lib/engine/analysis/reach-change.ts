import type { ClusterFacts } from './facts.ts';
import { decide } from './hba/decide.ts';
import type { HbaDecision, HbaRules } from './hba/hba-rule.ts';
import { type AttemptSet, attemptSets } from './reach-attempts.ts';
import { alike } from './reach-groups.ts';

/** `gained` gets past the changed rules and not those of today, `lost` the other way; `unknown`: one of them cannot be decided. */
export type ReachChangeKind = 'gained' | 'lost' | 'other-method' | 'unknown';

/** Attempts that two files treat differently, and alike among themselves. */
export interface ReachChange extends Omit<AttemptSet, 'request' | 'files'> {
  readonly kind: ReachChangeKind;
  readonly before: HbaDecision;
  readonly after: HbaDecision;
}

const asked = ({ method, options }: HbaDecision) => JSON.stringify([method, Object.entries(options).sort()]);

function kindOf(before: HbaDecision, after: HbaDecision): ReachChangeKind | null {
  const same = before.decision === 'undecidable' && after.decision === 'undecidable';
  if (before.decision === 'undecidable' || after.decision === 'undecidable') return same ? null : 'unknown';
  const [was, is] = [before.decision === 'method', after.decision === 'method'];
  if (was !== is) return is ? 'gained' : 'lost';
  return is && asked(before) !== asked(after) ? 'other-method' : null;
}

function gathered(changes: readonly ReachChange[]): ReachChange[] {
  const key = ({ kind, before, after, origin, tls, replication }: ReachChange) =>
    JSON.stringify([
      kind,
      before.rule?.line,
      before.rule?.file,
      after.rule?.line,
      after.rule?.file,
      origin,
      tls,
      replication,
    ]);
  const byRoles = alike(changes, (one) => `${key(one)}${JSON.stringify(one.roles)}`).flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first, databases: group.flatMap((one) => one.databases).sort() }] : [];
  });
  return alike(byRoles, (one) => `${key(one)}${JSON.stringify(one.databases)}`).flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first, roles: group.flatMap((one) => one.roles).sort() }] : [];
  });
}

/**
 * Who reaches what from where under `after` and not under `before`, the other way round, or by another method. Both files must be
 * without errors. `null` after `mostDecisions` decisions (two for each set of attempts): too much to compare; `attemptSets` may throw for the same reason.
 */
export function reachChanges(
  facts: ClusterFacts,
  before: HbaRules,
  after: HbaRules,
  mostDecisions: number,
): readonly ReachChange[] | null {
  const changes: ReachChange[] = [];
  let left = mostDecisions;
  for (const { request, files, ...attempt } of attemptSets(facts, [before, after])) {
    left -= 2;
    if (left < 0) return null;
    const [was, is] = [decide(files[0] ?? before, request), decide(files[1] ?? after, request)];
    const kind = kindOf(was, is);
    if (kind !== null) changes.push({ ...attempt, kind, before: was, after: is });
  }
  return gathered(changes);
}
