import { database, type Transaction } from './client.ts';
import type { Prisma, ProposalState } from './generated/client.ts';

export interface ProposalRow {
  readonly id: string;
  readonly targetId: string | null;
  readonly basedOn: number;
  readonly text: string | null;
  readonly edits: unknown;
  readonly authorId: string;
  readonly reason: string;
  readonly createdAt: Date;
  readonly state: ProposalState;
  readonly deciderId: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
  readonly version: number | null;
}

export async function insertProposal(
  transaction: Transaction,
  proposal: {
    readonly targetId: string | null;
    readonly basedOn: number;
    readonly text?: string;
    readonly edits?: readonly object[];
    readonly authorId: string;
    readonly reason: string;
  },
): Promise<string> {
  const { edits, ...rest } = proposal;
  // Edits are plain data; only their type says more than Prisma's JSON does.
  const data = edits === undefined ? rest : { ...rest, edits: edits as Prisma.InputJsonValue };
  return (await transaction.policyProposal.create({ data, select: { id: true } })).id;
}

export function findProposal(id: string): Promise<ProposalRow | null> {
  return database().policyProposal.findUnique({ where: { id } });
}

/** Oldest first. `targetId` undefined: of every policy there is. */
export function findWaitingProposals(targetId?: string | null): Promise<ProposalRow[]> {
  return database().policyProposal.findMany({
    where: {
      state: 'waiting',
      ...(targetId === undefined
        ? { OR: [{ targetId: null }, { target: { archivedAt: null } }] }
        : { targetId }),
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
}

/** False when somebody else decided meanwhile. */
export async function decideProposal(
  transaction: Transaction,
  id: string,
  decision: {
    readonly state: Exclude<ProposalState, 'waiting'>;
    readonly deciderId: string;
    readonly decisionReason: string | null;
    readonly version?: number;
  },
): Promise<boolean> {
  const decided = await transaction.policyProposal.updateMany({
    where: { id, state: 'waiting' },
    data: { ...decision, decidedAt: new Date() },
  });
  return decided.count > 0;
}

/** Waiting proposals of others, which a person may decide, and the person's own. */
export async function countWaitingProposals(
  personId: string,
): Promise<{ readonly toDecide: number; readonly own: number }> {
  const all = await findWaitingProposals();
  const own = all.filter((proposal) => proposal.authorId === personId).length;
  return { toDecide: all.length - own, own };
}
