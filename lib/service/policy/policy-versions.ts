import { z } from 'zod';
import { policyDigest } from '../../engine/policy/load.ts';
import { emptyPolicy } from '../../engine/policy/policy.ts';
import type { Access } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { findPersonNames } from '../db/people.ts';
import { findPolicy, findPolicyVersions, lockPolicy, type PolicyRow } from '../db/policies.ts';
import { ServiceError } from '../errors.ts';
import { checkDraft, type DraftProblem } from './check-draft.ts';
import { type PolicyScope, scopeName, scopeTarget } from './policy-scope.ts';
import { type PolicyOutcome, requireCurrent, saveVersion } from './save-version.ts';
import { unstatedText } from './unstated-text.ts';

export interface PolicyVersionOverview {
  readonly version: number;
  readonly digest: string;
  readonly reason: string;
  /** Name of who wrote it; null for Postern itself. */
  readonly author: string | null;
  /** Name of who approved it, where it accepted more risk than the one before. */
  readonly approver: string | null;
  readonly createdAt: string;
}

export interface PolicyDocument extends PolicyVersionOverview {
  readonly text: string;
  /** What is probably not meant, as of today (an exception that is over, say). */
  readonly problems: readonly DraftProblem[];
  readonly versions: readonly PolicyVersionOverview[];
}

/** Before anybody wrote one: version 0, which states nothing. */
const unwritten: PolicyRow = {
  version: 0,
  text: unstatedText,
  digest: policyDigest(emptyPolicy),
  reason: '',
  authorId: null,
  approverId: null,
  createdAt: new Date(0),
};

function overview(row: Omit<PolicyRow, 'text'>, names: ReadonlyMap<string, string>): PolicyVersionOverview {
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? 'somebody who has left'));
  return {
    version: row.version,
    digest: row.digest,
    reason: row.reason,
    author: nameOf(row.authorId),
    approver: nameOf(row.approverId),
    createdAt: row.createdAt.toISOString(),
  };
}

/** One version, or the newest, with the list of all; `before-any` is version 0, which states nothing. */
export async function getPolicy(
  access: Access<'policy:read'>,
  scope: PolicyScope,
  asked: number | 'before-any' | null = null,
): Promise<PolicyDocument> {
  access.demand('policy:read');
  await scopeName(scope);
  const targetId = scopeTarget(scope);
  const [found, versions] = await Promise.all([
    asked === 'before-any' ? null : findPolicy(targetId, asked),
    findPolicyVersions(targetId),
  ]);
  const row =
    found ?? (asked === 'before-any' || (asked === null && versions.length === 0) ? unwritten : null);
  if (row === null) throw new ServiceError('not-found', 'There is no such version of the policy.');
  const names = await findPersonNames(
    versions.flatMap(({ authorId, approverId }) => [authorId, approverId].filter((one) => one !== null)),
  );
  return {
    ...overview(row, names),
    text: row.text,
    problems: await checkDraft(access, scope, row.text, { names: false }),
    versions: versions.map((one) => overview(one, names)),
  };
}

export const policySaveSchema = z.strictObject({
  text: z.string().max(1_048_576, 'is longer than 1 MB'),
  reason: z.string().trim().min(1, 'say why, for whoever reads the trail').max(500),
  /** The version it was written from: when somebody saved in between, nothing is overwritten. */
  basedOn: z.number().int().min(0),
});

/**
 * A new version, as a whole text. What accepts more risk than the version in force is proposed instead, and waits for a second
 * person. Throws `invalid-policy` with every problem, `conflict` when it is not based on the version in force.
 */
export async function savePolicy(
  access: Access<'policy:edit'>,
  scope: PolicyScope,
  save: z.infer<typeof policySaveSchema>,
): Promise<PolicyOutcome> {
  access.demand('policy:edit');
  const name = await scopeName(scope);
  const targetId = scopeTarget(scope);
  return inTransaction(async (transaction) => {
    const current = await lockPolicy(transaction, targetId);
    requireCurrent(current, save.basedOn);
    const { text, reason } = save;
    const authorId = access.actor.id;
    return saveVersion(transaction, access.actor, current, { targetId, name, text, reason, authorId });
  });
}
