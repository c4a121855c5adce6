import type { ClusterFacts } from '../../analysis/facts.ts';
import type { Decision, PolicyPart } from '../decision.ts';
import { identityOf, type ListSection } from '../edit/policy-edit.ts';
import type { Policy } from '../policy.ts';
import { policyPartText } from '../policy-part-text.ts';
import { openDecisions } from './open-decisions.ts';
import { suspectColumns } from './suspect-columns.ts';

/** A decision that a policy has taken: the question as it was asked, and what the policy says now. */
export interface TakenDecision {
  readonly decision: Decision;
  /** The part of the policy that answers it, as YAML. */
  readonly stated: string;
}

const isList = (section: string): section is ListSection => Object.hasOwn(identityOf, section);

const keyIn = (section: ListSection, entry: unknown) =>
  JSON.stringify(identityOf[section].map((name) => Reflect.get(Object(entry), name) ?? null));

// A policy states ten thousand columns, and each was a question: looked up by key, not compared with every other.
const kept = new WeakMap<readonly unknown[], ReadonlyMap<string, readonly unknown[]>>();

function entriesByKey(
  section: ListSection,
  stated: readonly unknown[],
): ReadonlyMap<string, readonly unknown[]> {
  const known = kept.get(stated) ?? Map.groupBy(stated, (entry) => keyIn(section, entry));
  kept.set(stated, known);
  return known;
}

/** Entries of the same key as those the question was about; the whole list where it asked for any. */
function entriesAbout(section: ListSection, asked: readonly unknown[], stated: readonly unknown[]) {
  const byKey = entriesByKey(section, stated);
  const keys = new Set(asked.map((entry) => keyIn(section, entry)));
  const same = [...keys].flatMap((key) => byKey.get(key) ?? []);
  if (same.length > 0) return same;
  const first = identityOf[section][0];
  const names = new Set(asked.map((entry) => Reflect.get(Object(entry), first)));
  const alike = stated.filter((entry) => names.has(Reflect.get(Object(entry), first)));
  return alike.length > 0 && section !== 'classification' && section !== 'retention' ? alike : stated;
}

/** What a policy says about the sections a question is about, as YAML. */
function statedIn(policy: Policy, decision: Decision): string {
  const about: Record<string, unknown> = {};
  for (const option of decision.options) {
    for (const [section, asked] of Object.entries(option.states ?? {})) {
      const stated: unknown = Reflect.get(policy, section);
      if (stated === undefined || asked === undefined) continue;
      about[section] =
        isList(section) && Array.isArray(stated) && Array.isArray(asked)
          ? entriesAbout(section, asked, stated)
          : stated;
    }
  }
  const part: PolicyPart = about;
  return policyPartText(part);
}

/**
 * Decisions that were open under one policy and are not under the next: what the second one took. Both are asked about the
 * same facts; no verdicts are needed.
 */
export function takenDecisions(facts: ClusterFacts, before: Policy, after: Policy): readonly TakenDecision[] {
  const suspects = suspectColumns(facts);
  const open = new Set(openDecisions(facts, after, [], suspects).map(({ id }) => id));
  return (
    openDecisions(facts, before, [], suspects)
      .filter(({ id }) => !open.has(id))
      .map((decision) => ({ decision, stated: statedIn(after, decision) }))
      // A question that more particular ones have taken the place of is not answered.
      .filter(({ stated }) => stated !== '')
  );
}
