import { database, type Transaction } from './client.ts';

const whole = {
  version: true,
  text: true,
  digest: true,
  reason: true,
  authorId: true,
  createdAt: true,
} as const;

/** The version asked for, or the newest. */
export function findPolicy(targetId: string, version: number | null) {
  return database().policyVersion.findFirst({
    where: { targetId, ...(version === null ? {} : { version }) },
    orderBy: { version: 'desc' },
    select: whole,
  });
}

/** Newest first, without their texts. */
export function findPolicyVersions(targetId: string) {
  return database().policyVersion.findMany({
    where: { targetId },
    orderBy: { version: 'desc' },
    select: { version: true, digest: true, reason: true, authorId: true, createdAt: true },
  });
}

/** The highest version there is, 0 for none; the target's row is locked, so two writers take turns. */
export async function lockPolicyVersion(transaction: Transaction, targetId: string): Promise<number> {
  await transaction.$queryRaw`SELECT 1 AS locked FROM "Target" WHERE "id" = ${targetId} FOR UPDATE`;
  const newest = await transaction.policyVersion.findFirst({
    where: { targetId },
    orderBy: { version: 'desc' },
    select: { version: true },
  });
  return newest?.version ?? 0;
}

export async function insertPolicy(
  transaction: Transaction,
  policy: {
    readonly targetId: string;
    readonly version: number;
    readonly text: string;
    readonly digest: string;
    readonly authorId: string | null;
    readonly reason: string;
  },
): Promise<void> {
  await transaction.policyVersion.create({ data: policy });
}
