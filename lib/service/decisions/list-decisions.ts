import { z } from 'zod';
import type { Decision } from '../../engine/policy/decision.ts';
import type { Access } from '../auth/access.ts';
import { findDecisionNotes } from '../db/decision-notes.ts';
import { findPersonNames } from '../db/people.ts';
import { mentions, type Page, pageOf } from '../snapshot/page-of.ts';
import { choiceField, pageField, type SearchParameters, textField } from '../snapshot/query-fields.ts';
import { currentDecisions } from './current-decisions.ts';
import { type DecisionGroup, decisionGroups, groupOf } from './decision-groups.ts';

const querySchema = z.object({
  group: choiceField(['first', ...decisionGroups]),
  q: textField,
  page: pageField,
});

export type DecisionsQuery = z.infer<typeof querySchema>;

export const parseDecisionsQuery = (said: SearchParameters): DecisionsQuery => querySchema.parse(said);

/** Why it is not decided yet, in somebody's words. */
export interface DecisionNote {
  /** Hostile text. */
  readonly note: string;
  readonly author: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

export interface ListedDecision extends Decision {
  /** The newest; the record has them all. */
  readonly note: DecisionNote | null;
}

export interface DecisionsAnswer {
  readonly group: DecisionGroup;
  readonly counts: Readonly<Record<DecisionGroup, number>>;
  readonly total: number;
  readonly page: Page<ListedDecision>;
  /** The database's own policy version that answers are written against; 0 where there is none. */
  readonly basedOn: number;
  /** The last judgement was made by an older policy: what waits for a decision may be less by now. */
  readonly outdated: boolean;
}

const pageSize = 50;

/** Every note by decision, newest first. */
export async function decisionNotes(targetId: string): Promise<ReadonlyMap<string, readonly DecisionNote[]>> {
  const rows = await findDecisionNotes(targetId);
  const names = await findPersonNames(rows.map((row) => row.authorId));
  const notes = rows.map(({ decisionId, note, authorId, createdAt }) => ({
    decisionId,
    note: { note, author: names.get(authorId) ?? 'somebody who has left', at: createdAt.toISOString() },
  }));
  const byDecision = Map.groupBy(notes, (row) => row.decisionId);
  return new Map([...byDecision].map(([id, all]) => [id, all.map((row) => row.note)]));
}

/** What is left to decide, one kind of question at a time. */
export async function listOpenDecisions(
  access: Access<'finding:read'>,
  targetId: string,
  query: DecisionsQuery,
): Promise<DecisionsAnswer> {
  const [{ open, scan, inForce }, notes] = await Promise.all([
    currentDecisions(access, targetId),
    decisionNotes(targetId),
  ]);
  const count = (group: DecisionGroup) => open.filter((one) => groupOf(one) === group).length;
  const counts = {
    architecture: count('architecture'),
    roles: count('roles'),
    columns: count('columns'),
    encryption: count('encryption'),
    secrets: count('secrets'),
    retention: count('retention'),
    acceptances: count('acceptances'),
  };
  const group =
    query.group === 'first' ? (decisionGroups.find((one) => counts[one] > 0) ?? 'architecture') : query.group;
  const found = open.filter((one) => groupOf(one) === group && mentions(query.q, one.question, one.why));
  const page = pageOf(found, query.page, pageSize);
  return {
    group,
    counts,
    total: open.length,
    page: { ...page, rows: page.rows.map((one) => ({ ...one, note: notes.get(one.id)?.[0] ?? null })) },
    basedOn: inForce.policyVersion ?? 0,
    outdated:
      scan.policyVersion !== inForce.policyVersion ||
      scan.organisationPolicyVersion !== inForce.organisationPolicyVersion,
  };
}
