import { database, type Transaction } from './client.ts';

// A policy belongs to a target; without one (null) it is the organisation's.

export interface PolicyRow {
  readonly version: number;
  readonly text: string;
  readonly digest: string;
  readonly reason: string;
  readonly authorId: string | null;
  readonly approverId: string | null;
  readonly createdAt: Date;
}

const listed = {
  version: true,
  digest: true,
  reason: true,
  authorId: true,
  approverId: true,
  createdAt: true,
} as const;

/** The version asked for, or the newest, which is the one in force. */
export function findPolicy(
  targetId: string | null,
  version: number | null,
  transaction: Transaction = database(),
): Promise<PolicyRow | null> {
  return transaction.policyVersion.findFirst({
    where: { targetId, ...(version === null ? {} : { version }) },
    orderBy: { version: 'desc' },
    select: { ...listed, text: true },
  });
}

/** Newest first, without their texts. */
export function findPolicyVersions(targetId: string | null): Promise<Omit<PolicyRow, 'text'>[]> {
  return database().policyVersion.findMany({
    where: { targetId },
    orderBy: { version: 'desc' },
    select: listed,
  });
}

/** The newest versions with their texts, newest first. */
export function findPolicyTexts(targetId: string, limit: number): Promise<PolicyRow[]> {
  return database().policyVersion.findMany({
    where: { targetId },
    orderBy: { version: 'desc' },
    take: limit,
    select: { ...listed, text: true },
  });
}

const organisationLock = 0x706f6c69;

/** Locks a policy until commit, so that two writers take turns, and answers the version in force; null for none. */
export async function lockPolicy(
  transaction: Transaction,
  targetId: string | null,
): Promise<PolicyRow | null> {
  if (targetId === null) await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${organisationLock})`;
  else
    await transaction.$queryRaw`SELECT 1 AS locked FROM "Target" WHERE "id" = ${targetId} FOR NO KEY UPDATE`;
  return findPolicy(targetId, null, transaction);
}

export async function insertPolicy(
  transaction: Transaction,
  policy: {
    readonly targetId: string | null;
    readonly version: number;
    readonly text: string;
    readonly digest: string;
    readonly authorId: string | null;
    readonly approverId?: string | null;
    readonly acceptsMore?: boolean;
    readonly reason: string;
  },
): Promise<void> {
  await transaction.policyVersion.create({ data: policy });
}

/** The policy in force of every registered database that has one. */
export async function findPoliciesInForce(
  transaction: Transaction,
): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const rows = await transaction.policyVersion.findMany({
    where: { target: { archivedAt: null } },
    orderBy: [{ targetId: 'asc' }, { version: 'desc' }],
    distinct: ['targetId'],
    select: { text: true, target: { select: { name: true } } },
  });
  return rows.map(({ text, target }) => ({ text, name: target?.name ?? '' }));
}
