import type { Access } from '../auth/access.ts';
import {
  countByState,
  findInvolvedPeople,
  findQueue,
  type QueuedRow,
  type QueueWhere,
} from '../db/remediation-queue.ts';
import { findTargets } from '../db/targets.ts';
import { handsNow } from '../people/same-hand.ts';
import { pageOf } from '../snapshot/page-of.ts';
import { storedRemediationState } from './move-remediation.ts';
import type { RemediationQuery } from './remediation-query.ts';
import type { ListedRemediation, RemediationQueue } from './remediation-queue-view.ts';
import { type QueueTab, queueTabs } from './remediation-state.ts';
import { type Asking, liveApprovers, waitingStates, waitsFor } from './waits-for.ts';

const size = 50;
/** More than wait for anybody at a time. */
const mostWaiting = 500;

const kinds = ['sql', 'migration', 'config'] as const;

export function listed(row: QueuedRow, me: Asking, now: Date): ListedRemediation {
  return {
    id: row.id,
    title: row.title,
    target: row.target,
    database: row.database,
    state: storedRemediationState(row.state),
    stateAt: row.stateAt.toISOString(),
    kind: kinds.find((kind) => kind === row.kind) ?? 'migration',
    severity: row.severity,
    environment: row.environment,
    author: row.author,
    createdAt: row.createdAt.toISOString(),
    findings: row.currentVersion?._count.findings ?? 0,
    approvals: { given: liveApprovers(row, now).size, needed: row.approvalsNeeded },
    scheduledFor: row.scheduledFor?.toISOString() ?? null,
    waitsForMe: waitsFor(row, me, now),
  };
}

const whereOf = ({ target, database, severity, person }: RemediationQuery): QueueWhere => ({
  targetId: target || null,
  database: database || null,
  severity,
  personId: person || null,
});

async function waiting(where: QueueWhere, me: Asking, now: Date): Promise<readonly QueuedRow[]> {
  const rows = await findQueue({ ...where, states: waitingStates }, 0, mostWaiting);
  return rows.filter((row) => waitsFor(row, me, now));
}

/** One part of the queue, worst and oldest first, with how many there are in each part. */
export async function listRemediations(
  access: Access<'remediation:read'>,
  query: RemediationQuery,
): Promise<RemediationQueue> {
  access.demand('remediation:read');
  const now = new Date();
  const me = { ...access.person, hands: await handsNow() };
  const where = whereOf(query);
  const [byState, mine, targets, people] = await Promise.all([
    countByState(where),
    waiting(where, me, now),
    findTargets(),
    findInvolvedPeople(),
  ]);
  const count = (tab: QueueTab) =>
    queueTabs[tab].reduce((sum: number, state) => sum + (byState.get(state) ?? 0), 0);
  const counts = {
    waits: mine.length,
    drafts: count('drafts'),
    submitted: count('submitted'),
    approved: count('approved'),
    running: count('running'),
    applied: count('applied'),
    'handed-off': count('handed-off'),
    ended: count('ended'),
  };
  const { tab } = query;
  const all = [...byState.values()].reduce((sum, one) => sum + one, 0);
  const total = tab === 'all' ? all : counts[tab];
  const page = Math.min(query.page, Math.max(1, Math.ceil(total / size)));
  const rows =
    tab === 'waits'
      ? pageOf(mine, page, size).rows
      : await findQueue(
          { ...where, ...(tab === 'all' ? {} : { states: queueTabs[tab] }) },
          (page - 1) * size,
          size,
        );
  return {
    rows: rows.map((row) => listed(row, me, now)),
    total,
    page,
    size,
    counts,
    targets: targets.map(({ id, name }) => ({ id, name })),
    people,
  };
}

/** How many remediations wait for whoever asks: the badge of the navigation. */
export async function countWaitingRemediations(access: Access<'remediation:read'>): Promise<number> {
  access.demand('remediation:read');
  return (await waiting({}, { ...access.person, hands: await handsNow() }, new Date())).length;
}
