import { z } from 'zod';
import { loadPolicy } from '../../engine/policy/load.ts';
import type { PolicyProblem } from '../../engine/policy/policy-problem.ts';
import { recordEvent } from '../audit/record.ts';
import type { Access } from '../auth/access.ts';
import { inTransaction } from '../db/client.ts';
import { findPersonNames } from '../db/people.ts';
import { findPolicy, findPolicyVersions, insertPolicy, lockPolicyVersion } from '../db/policies.ts';
import { ServiceError } from '../errors.ts';
import { requireTarget } from '../targets/get-target.ts';
import { knownControls } from './known-controls.ts';
import { readPolicy } from './read-policy.ts';

export interface PolicyVersionOverview {
  readonly version: number;
  readonly digest: string;
  readonly reason: string;
  /** Name of who wrote it; null for Postern itself. */
  readonly author: string | null;
  readonly createdAt: string;
}

export interface PolicyDocument extends PolicyVersionOverview {
  readonly text: string;
  /** What is probably not meant, as of today (an exception that is over, say). */
  readonly problems: readonly PolicyProblem[];
  readonly versions: readonly PolicyVersionOverview[];
}

type Row = { version: number; digest: string; reason: string; authorId: string | null; createdAt: Date };

function overview(row: Row, names: ReadonlyMap<string, string>): PolicyVersionOverview {
  return {
    version: row.version,
    digest: row.digest,
    reason: row.reason,
    author: row.authorId === null ? null : (names.get(row.authorId) ?? 'somebody who has left'),
    createdAt: row.createdAt.toISOString(),
  };
}

/** One version, or the newest, with the list of all. */
export async function getPolicy(
  access: Access<'policy:read'>,
  targetId: string,
  version: number | null = null,
): Promise<PolicyDocument> {
  access.demand('policy:read');
  await requireTarget(targetId);
  const [row, versions] = await Promise.all([findPolicy(targetId, version), findPolicyVersions(targetId)]);
  if (row === null) throw new ServiceError('not-found', 'There is no such version of the policy.');
  const names = await findPersonNames(
    versions.flatMap((one) => (one.authorId === null ? [] : [one.authorId])),
  );
  return {
    ...overview(row, names),
    text: row.text,
    problems: checkPolicyText(row.text),
    versions: versions.map((one) => overview(one, names)),
  };
}

/** Every problem of a text, warnings too; errors first stand where they stand in the text. */
export function checkPolicyText(text: string): readonly PolicyProblem[] {
  const loaded = loadPolicy(text, {
    controls: knownControls(),
    today: new Date().toISOString().slice(0, 10),
  });
  return 'policy' in loaded ? loaded.warnings : loaded.problems;
}

export const policySaveSchema = z.strictObject({
  text: z.string().max(1_048_576, 'is longer than 1 MB'),
  reason: z.string().trim().min(1, 'say why, for whoever reads the trail').max(500),
  /** The version it was written from: when somebody saved in between, nothing is overwritten. */
  basedOn: z.number().int().min(0),
});

/** A new version. Throws `invalid-policy` with every problem, `conflict` when it is not based on the newest. */
export async function savePolicy(
  access: Access<'policy:edit'>,
  targetId: string,
  save: z.infer<typeof policySaveSchema>,
): Promise<{ readonly version: number; readonly warnings: readonly PolicyProblem[] }> {
  access.demand('policy:edit');
  const target = await requireTarget(targetId);
  const loaded = readPolicy(save.text);
  return inTransaction(async (transaction) => {
    const newest = await lockPolicyVersion(transaction, targetId);
    if (newest !== save.basedOn) {
      throw new ServiceError(
        'conflict',
        `Somebody saved version ${newest} in the meantime. Nothing was overwritten.`,
      );
    }
    const version = newest + 1;
    await insertPolicy(transaction, {
      targetId,
      version,
      text: save.text,
      digest: loaded.digest,
      authorId: access.actor.id,
      reason: save.reason,
    });
    const detail = { version, digest: loaded.digest, reason: save.reason };
    await recordEvent(transaction, access.actor, 'policy.save', target.name, detail);
    return { version, warnings: loaded.warnings };
  });
}
