import type { Access } from '../auth/access.ts';
import { findComments, findEvents } from '../db/finding-events.ts';
import { findRequestsOf } from '../db/finding-requests.ts';
import { findFindingRecord } from '../db/findings.ts';
import { findPersonNames } from '../db/people.ts';
import { ServiceError } from '../errors.ts';
import { requireTarget } from '../targets/get-target.ts';
import { type FindingRequest, toRequest } from './list-requests.ts';

/** One line of a finding's history: what happened, or what somebody said. */
export interface HistoryEntry {
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** A person, or `postern`. */
  readonly who: string;
  /** `comment`, or what happened, as the trail calls it. */
  readonly action: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Plain text of a person or of a policy: hostile. */
  readonly text: string | null;
  /** Whom it was assigned to, until when, under which policy version: what is known of it. */
  readonly detail: {
    readonly assignee?: string | null;
    readonly due?: string | null;
    readonly until?: string | null;
    readonly policyVersion?: number | null;
  };
}

export interface FindingHistory {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** Requests that wait, then the decided ones, newest first. */
  readonly requests: readonly FindingRequest[];
}

const most = 300;

function detailOf(json: unknown): HistoryEntry['detail'] {
  const given = Object(json) as Record<string, unknown>;
  const text = (key: string) => (typeof given[key] === 'string' ? given[key] : null);
  const version = given.policyVersion;
  return {
    ...('assignee' in given ? { assignee: text('assignee'), due: text('due') } : {}),
    until: text('until'),
    policyVersion: typeof version === 'number' ? version : null,
  };
}

/** Who decided what about a finding, and why; who said what. Throws `not-found` when no scan ever had it. */
export async function getFindingHistory(
  access: Access<'finding:read'>,
  targetId: string,
  fingerprint: string,
): Promise<FindingHistory> {
  access.demand('finding:read');
  await requireTarget(targetId);
  const record = await findFindingRecord(targetId, fingerprint);
  if (record === null) throw new ServiceError('not-found', 'No scan of this database has such a finding.');
  const [events, comments, requests] = await Promise.all([
    findEvents(record.id, most),
    findComments(record.id, most),
    findRequestsOf(record.id),
  ]);
  const names = await findPersonNames(events.flatMap((event) => event.actorId ?? []));
  const entries: readonly HistoryEntry[] = [
    ...events
      .filter((event) => event.action !== 'commented')
      .map((event) => ({
        id: event.seq.toString(),
        at: event.at.toISOString(),
        who: event.actorId === null ? event.actor : (names.get(event.actorId) ?? event.actor),
        action: event.action,
        from: event.from,
        to: event.to,
        text: event.reason,
        detail: detailOf(event.detail),
      })),
    ...comments.map((comment) => ({
      id: comment.id,
      at: comment.at.toISOString(),
      who: comment.author.name,
      action: 'comment',
      from: null,
      to: null,
      text: comment.text,
      detail: {},
    })),
  ];
  return {
    entries: [...entries].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)),
    requests: requests.map((row) => toRequest(row, access)),
  };
}
