import { database, type Transaction } from './client.ts';
import type { Prisma } from './generated/client.ts';

const person = { select: { id: true, name: true } } as const;

/** Everything that decides what may happen to a remediation. */
const wholeFields = {
  target: true,
  author: person,
  currentVersion: {
    include: {
      editor: person,
      findings: {
        include: {
          record: {
            select: {
              fingerprint: true,
              control: true,
              severity: true,
              severityRank: true,
              title: true,
              threats: true,
              state: true,
              evidenceDigest: true,
              lastScanId: true,
            },
          },
        },
      },
    },
  },
  versions: { include: { editor: person }, orderBy: { number: 'desc' } },
  approvals: {
    include: {
      approver: { select: { id: true, name: true, role: true, disabledAt: true } },
      version: { select: { number: true } },
    },
    orderBy: { at: 'asc' },
  },
} as const satisfies Prisma.RemediationInclude;

export type RemediationRow = Prisma.RemediationGetPayload<{ include: typeof wholeFields }>;
export type VersionRow = NonNullable<RemediationRow['currentVersion']>;
export type ApprovalRow = RemediationRow['approvals'][number];

/** Of a registered database; null where there is none. */
export async function findRemediation(
  id: string,
  within: Transaction = database(),
): Promise<RemediationRow | null> {
  return within.remediation.findFirst({
    where: { id, target: { archivedAt: null } },
    include: wholeFields,
  });
}

/** What it is called; null where there is none. */
export async function findRemediationTitle(id: string): Promise<string | null> {
  const where = { id, target: { archivedAt: null } };
  return (await database().remediation.findFirst({ where, select: { title: true } }))?.title ?? null;
}

/**
 * Held until the transaction ends, with the findings it is for: those first, in the order in which a scan that is being stored
 * takes them too.
 */
export async function lockRemediation(transaction: Transaction, id: string): Promise<RemediationRow | null> {
  await transaction.$queryRaw`
    SELECT count(*)::int AS locked FROM (
      SELECT 1 FROM "FindingRecord" r
      WHERE r."id" IN (
        SELECT f."recordId" FROM "Remediation" m JOIN "RemediationFinding" f ON f."versionId" = m."currentVersionId"
        WHERE m."id" = ${id})
      ORDER BY r."id" FOR UPDATE
    ) held`;
  await transaction.$queryRaw`SELECT 1 AS locked FROM "Remediation" WHERE "id" = ${id} FOR UPDATE`;
  return findRemediation(id, transaction);
}

export async function insertRemediation(
  transaction: Transaction,
  row: Prisma.RemediationUncheckedCreateInput,
): Promise<void> {
  await transaction.remediation.create({ data: row, select: { id: true } });
}

/** What changes of a remediation; its state only with `moveRemediation`. */
export type RemediationFields = Omit<
  Prisma.RemediationUncheckedUpdateInput,
  'state' | 'stateAt' | 'stateReason'
>;

export async function updateRemediation(
  transaction: Transaction,
  id: string,
  fields: Prisma.RemediationUncheckedUpdateInput,
): Promise<void> {
  await transaction.remediation.update({ where: { id }, data: fields, select: { id: true } });
}

export interface NewVersion {
  readonly id: string;
  readonly remediationId: string;
  readonly number: number;
  readonly editorId: string;
  readonly reason: string;
  readonly script: string;
  readonly digest: string;
  readonly upText: string;
  readonly downText: string;
  readonly scanId: string;
  readonly stateFingerprint: string | null;
  readonly eventTriggersDigest: string | null;
  readonly systemIdentifier: string;
  readonly major: number;
  readonly executionRole: string | null;
  /** Plain JSON. */
  readonly impact: object;
}

/** The version that counts from here on. */
export async function insertVersion(
  transaction: Transaction,
  version: NewVersion,
  findings: readonly {
    readonly recordId: string;
    readonly fingerprint: string;
    readonly evidenceDigest: string;
  }[],
): Promise<void> {
  await transaction.remediationVersion.create({
    data: { ...version, impact: { ...version.impact } },
    select: { id: true },
  });
  await transaction.remediationFinding.createMany({
    data: findings.map((finding) => ({ ...finding, versionId: version.id })),
  });
}

/** Approvals that were still counted, ended with a word. Answers how many. */
export async function voidApprovals(
  transaction: Transaction,
  where: { readonly remediationId: string; readonly ids?: readonly string[] },
  why: string,
): Promise<number> {
  const { ids, remediationId } = where;
  const voided = await transaction.approval.updateMany({
    where: { remediationId, voidedAt: null, ...(ids === undefined ? {} : { id: { in: [...ids] } }) },
    data: { voidedAt: new Date(), voidedWhy: why },
  });
  return voided.count;
}

export async function insertApproval(
  transaction: Transaction,
  approval: Prisma.ApprovalUncheckedCreateInput,
): Promise<void> {
  await transaction.approval.create({ data: approval, select: { id: true } });
}

/** A line of the remediation's own history. */
export async function insertRemediationEvent(
  transaction: Transaction,
  event: Prisma.RemediationEventUncheckedCreateInput,
): Promise<void> {
  await transaction.remediationEvent.create({ data: event, select: { seq: true } });
}

/** Other remediations of the same findings that are under way. */
export async function findOthersUnderWay(
  transaction: Transaction,
  id: string,
  recordIds: readonly string[],
  states: readonly string[],
): Promise<readonly { readonly recordId: string; readonly id: string; readonly title: string }[]> {
  const rows = await transaction.remediationFinding.findMany({
    where: {
      recordId: { in: [...recordIds] },
      version: { currentOf: { id: { not: id }, state: { in: [...states] } } },
    },
    select: { recordId: true, version: { select: { remediation: { select: { id: true, title: true } } } } },
  });
  return rows.map(({ recordId, version }) => ({ recordId, ...version.remediation }));
}
