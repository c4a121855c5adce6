import type { Access } from '../auth/access.ts';
import { findPersonNames } from '../db/people.ts';
import { findPolicy } from '../db/policies.ts';
import { findWaitingProposals, type ProposalRow } from '../db/policy-proposals.ts';
import { findTargets } from '../db/targets.ts';
import { ServiceError } from '../errors.ts';
import { proposedText } from './decide-proposal.ts';
import { type DiffLine, diffLines } from './line-diff.ts';
import { type PolicyScope, scopeTarget } from './policy-scope.ts';
import { unstatedText } from './unstated-text.ts';

/** A policy version that waits for a second person. */
export interface Proposal {
  readonly id: string;
  readonly targetId: string | null;
  /** The database it is for; null is the organisation. */
  readonly target: string | null;
  readonly author: string;
  /** Whether the one who looks proposed it, and so cannot approve it. */
  readonly own: boolean;
  readonly reason: string;
  readonly createdAt: string;
  /** What it would change in the version in force. */
  readonly diff: readonly DiffLine[];
  /** Why it cannot come into force as it stands, in a sentence; null when it can. */
  readonly obstacle: string | null;
}

function change(row: ProposalRow, currentText: string): Pick<Proposal, 'diff' | 'obstacle'> {
  try {
    return { diff: diffLines(currentText, proposedText(row, currentText)), obstacle: null };
  } catch (error) {
    if (error instanceof ServiceError) return { diff: [], obstacle: error.message };
    throw error;
  }
}

/** Waiting proposals, oldest first: of one policy, or of all. */
export async function listProposals(
  access: Access<'policy:read'>,
  scope?: PolicyScope,
): Promise<readonly Proposal[]> {
  access.demand('policy:read');
  const rows = await findWaitingProposals(scope === undefined ? undefined : scopeTarget(scope));
  if (rows.length === 0) return [];
  const [names, targets] = await Promise.all([
    findPersonNames(rows.map((row) => row.authorId)),
    findTargets(),
  ]);
  return Promise.all(
    rows.map(async (row) => {
      const current = await findPolicy(row.targetId, null);
      const stale = row.text !== null && row.basedOn !== (current?.version ?? 0);
      const { diff, obstacle } = change(row, current?.text ?? unstatedText);
      return {
        id: row.id,
        targetId: row.targetId,
        target: row.targetId === null ? null : (targets.find((one) => one.id === row.targetId)?.name ?? ''),
        author: names.get(row.authorId) ?? 'somebody who has left',
        own: row.authorId === access.actor.id,
        reason: row.reason,
        createdAt: row.createdAt.toISOString(),
        diff,
        obstacle: stale
          ? `It was written from version ${row.basedOn}, and version ${current?.version ?? 0} is in force: propose it anew.`
          : obstacle,
      };
    }),
  );
}
