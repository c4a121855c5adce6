import { editDraft } from '../../engine/policy/edit/edit-policy.ts';
import type { PolicyEdit } from '../../engine/policy/edit/policy-edit.ts';
import { PolicyEditError } from '../../engine/policy/edit/policy-edit-error.ts';
import type { Access } from '../auth/access.ts';
import { inTransaction, type Transaction } from '../db/client.ts';
import { lockPolicy } from '../db/policies.ts';
import { ServiceError } from '../errors.ts';
import { type PolicyScope, scopeName, scopeTarget } from './policy-scope.ts';
import { type PolicyOutcome, requireCurrent, saveVersion } from './save-version.ts';
import { unstatedText } from './unstated-text.ts';

/** Makes edits in a text, as errors of the service. Throws `conflict` and `invalid-policy`. */
export function editedText(text: string, edits: readonly PolicyEdit[]): string {
  try {
    return editDraft(text, edits);
  } catch (error) {
    if (!(error instanceof PolicyEditError)) throw error;
    const entry = error.code === 'missing' || error.code === 'exists' || error.code === 'ambiguous';
    throw new ServiceError(entry ? 'conflict' : 'invalid-policy', error.message, error.problems);
  }
}

export interface ChangeOptions {
  /** The version the edits were made for; `null`: whatever is in force, where the edits' own keys are guard enough. */
  readonly basedOn: number | null;
  /**
   * Person who asked for it, where the one who acts here only approves: becomes the author, and the one who acts the approver.
   * Throws `forbidden` when they are the same.
   */
  readonly requestedBy?: string;
}

/**
 * Edits a policy: a new version with author, reason and an entry in the trail; comments and layout of the text stay. What
 * accepts more risk than the version in force is proposed, and comes into force when a second person approves.
 * Throws `conflict` when `basedOn` is not in force, or an entry is not there (any more); `invalid-policy` with every problem.
 */
export async function changePolicy(
  access: Access<'policy:edit'>,
  scope: PolicyScope,
  edits: readonly PolicyEdit[],
  reason: string,
  options: ChangeOptions,
): Promise<PolicyOutcome> {
  const name = await scopeName(scope);
  return inTransaction((transaction) =>
    changePolicyIn(transaction, access, { scope, name }, edits, reason, options),
  );
}

/** The same within a transaction of the caller's, whose own writes then stand or fall with it. `name`: what the trail calls it. */
export async function changePolicyIn(
  transaction: Transaction,
  access: Access<'policy:edit'>,
  { scope, name }: { readonly scope: PolicyScope; readonly name: string },
  edits: readonly PolicyEdit[],
  reason: string,
  options: ChangeOptions,
): Promise<PolicyOutcome> {
  access.demand('policy:edit');
  const { basedOn, requestedBy } = options;
  if (requestedBy !== undefined && requestedBy === access.actor.id)
    throw new ServiceError('forbidden', 'Somebody else has to approve what you asked for.');
  const targetId = scopeTarget(scope);
  const current = await lockPolicy(transaction, targetId);
  requireCurrent(current, basedOn);
  return saveVersion(transaction, access.actor, current, {
    targetId,
    name,
    text: editedText(current?.text ?? unstatedText, edits),
    edits,
    reason,
    authorId: requestedBy ?? access.actor.id,
    approverId: requestedBy === undefined ? null : access.actor.id,
  });
}
