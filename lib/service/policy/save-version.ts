import { type AcceptedMore, acceptsMore } from '../../engine/policy/accepts-more.ts';
import { readDocument } from '../../engine/policy/load.ts';
import { emptyPolicy, type Policy } from '../../engine/policy/policy.ts';
import type { PolicyProblem } from '../../engine/policy/policy-problem.ts';
import { recordEvent } from '../audit/record.ts';
import type { Actor } from '../auth/access.ts';
import type { Transaction } from '../db/client.ts';
import { queueJudgements } from '../db/judgements.ts';
import { insertPolicy, type PolicyRow } from '../db/policies.ts';
import { insertProposal } from '../db/policy-proposals.ts';
import { ServiceError } from '../errors.ts';
import { readDatabasePolicy, readOrganisationPolicy } from './read-policy.ts';

/** What became of a new version: in force, or waiting for a second person because it accepts more than the one in force. */
export type PolicyOutcome =
  | { readonly state: 'current'; readonly version: number; readonly warnings: readonly PolicyProblem[] }
  | { readonly state: 'proposed'; readonly proposalId: string; readonly warnings: readonly PolicyProblem[] };

export interface Draft {
  readonly targetId: string | null;
  /** What the trail calls the policy. */
  readonly name: string;
  readonly text: string;
  /** Where it was made by edits: they are kept, and made again on whatever is in force when somebody approves. */
  readonly edits?: readonly object[];
  readonly reason: string;
  readonly authorId: string | null;
  /** A second person who has agreed already. */
  readonly approverId?: string | null;
}

/** Throws `conflict`, with the version in force, when it is not the one that was meant. */
export function requireCurrent(current: PolicyRow | null, basedOn: number | null): void {
  const version = current?.version ?? 0;
  if (basedOn === null || basedOn === version) return;
  throw new ServiceError(
    'conflict',
    `Version ${version} was saved in the meantime. Nothing was overwritten.`,
    { current: version },
  );
}

/** The policy in force, loaded; under one that can no longer be read nothing counts as accepted yet. */
function inForce(current: PolicyRow | null): Policy {
  const loaded = current === null ? null : readDocument(current.text);
  return loaded !== null && 'policy' in loaded ? loaded.policy : emptyPolicy;
}

const called = ({ section, control, object }: AcceptedMore) =>
  section === 'baselines' ? `${control} baseline ${object ?? ''}` : `${control} ${object ?? 'everywhere'}`;

/**
 * Writes a draft as the version in force, or as a proposal where it accepts more and nobody but its author has agreed.
 * The policy must be locked. What it
 * concerns is judged again. Postern itself, which has no second person, writes what the launcher was given.
 */
export async function saveVersion(
  transaction: Transaction,
  actor: Actor,
  current: PolicyRow | null,
  draft: Draft,
): Promise<PolicyOutcome> {
  const { targetId, name, text, edits, reason, authorId, approverId = null } = draft;
  const read = targetId === null ? readOrganisationPolicy : readDatabasePolicy;
  const { policy, digest, warnings } = await read(text, transaction);
  const before = inForce(current);
  const more = acceptsMore(before, policy);
  const basedOn = current?.version ?? 0;
  if (more.length > 0 && authorId !== null && approverId === null) {
    const kept = edits === undefined ? { text } : { edits };
    const proposalId = await insertProposal(transaction, { targetId, basedOn, authorId, reason, ...kept });
    const detail = { proposal: proposalId, reason, accepts: more.map(called) };
    await recordEvent(transaction, actor, 'policy.propose', name, detail);
    return { state: 'proposed', proposalId, warnings };
  }
  const version = basedOn + 1;
  const needed = more.length > 0;
  await insertPolicy(transaction, {
    targetId,
    version,
    text,
    digest,
    authorId,
    approverId: needed ? approverId : null,
    acceptsMore: needed,
    reason,
  });
  // Before the trail is locked: this waits for a judgement that is just being stored, and that one writes to the trail too.
  const judgements = await queueJudgements(transaction, targetId, authorId);
  await recordEvent(transaction, actor, 'policy.save', name, {
    version,
    digest,
    reason,
    ...(needed ? { accepts: more.map(called) } : {}),
    ...lessAccepted(before, policy),
  });
  for (const { id, name: judged } of judgements)
    await recordEvent(transaction, actor, 'judgement.request', judged, { scan: id, policyVersion: version });
  return { state: 'current', version, warnings };
}

/** A version that takes acceptance back says so in the trail. */
function lessAccepted(before: Policy, after: Policy): { readonly noLongerAccepts?: readonly string[] } {
  const less = acceptsMore(after, before);
  return less.length === 0 ? {} : { noLongerAccepts: less.map(called) };
}
