import type { Access } from '../auth/access.ts';
import { type DiffLine, diffLines } from './line-diff.ts';
import { mergeLines } from './merge-lines.ts';
import type { PolicyScope } from './policy-scope.ts';
import { getPolicy, type PolicyVersionOverview } from './policy-versions.ts';

/** Somebody saved while a draft was being written: what they changed, and the draft on top of it. */
export interface RebasedDraft {
  readonly current: PolicyVersionOverview;
  /** What changed between the version the draft was written from and the one in force. */
  readonly theirs: readonly DiffLine[];
  /** The draft's changes made to the version in force; null where both changed the same lines. */
  readonly merged: string | null;
  readonly currentText: string;
}

/** Throws `not-found` for a version there never was. */
export async function rebaseDraft(
  access: Access<'policy:read'>,
  scope: PolicyScope,
  draft: { readonly text: string; readonly basedOn: number },
): Promise<RebasedDraft> {
  const [base, now] = await Promise.all([
    getPolicy(access, scope, draft.basedOn === 0 ? 'before-any' : draft.basedOn),
    getPolicy(access, scope),
  ]);
  const { version, digest, reason, author, approver, createdAt } = now;
  return {
    current: { version, digest, reason, author, approver, createdAt },
    theirs: diffLines(base.text, now.text),
    merged: mergeLines(base.text, draft.text, now.text),
    currentText: now.text,
  };
}
