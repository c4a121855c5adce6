import type { Severity } from '../../engine/model/severity.ts';
import type { Access } from '../auth/access.ts';
import { findRequestItems, findRequests, type RequestRow } from '../db/finding-requests.ts';
import { type RequestKind, storedRequestKind } from '../findings/request-kind.ts';
import { storedSeverity } from '../findings/stored-finding.ts';

export interface RequestedFinding {
  readonly fingerprint: string;
  readonly control: string;
  readonly severity: Severity;
  /** Hostile text. */
  readonly title: string;
  /** Not what the requester saw any more: it is fixed, or looks different. */
  readonly changed: boolean;
}

export interface FindingRequest {
  readonly id: string;
  readonly target: { readonly id: string; readonly name: string };
  readonly kind: RequestKind;
  readonly scope: 'object' | 'control';
  readonly reason: string;
  readonly compensatingControl: string | null;
  /** YYYY-MM-DD, UTC; null but for acceptance. */
  readonly until: string | null;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly state: 'requested' | 'approved' | 'rejected' | 'withdrawn';
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decision: string | null;
  readonly policyVersion: number | null;
  /** Whether the person who asks may approve or reject it: an approver, and not who requested it. */
  readonly mayDecide: boolean;
  readonly mayWithdraw: boolean;
  readonly findings: number;
}

export interface FindingRequestDetail extends FindingRequest {
  /** The first of them, worst first. */
  readonly first: readonly RequestedFinding[];
}

const states = ['requested', 'approved', 'rejected', 'withdrawn'] as const;

export function toRequest(row: RequestRow, access: Access<'finding:read'>): FindingRequest {
  const own = row.requestedById === access.actor.id;
  const open = row.state === 'requested';
  return {
    id: row.id,
    target: { id: row.targetId, name: row.target.name },
    kind: storedRequestKind(row.kind),
    scope: row.scope === 'control' ? 'control' : 'object',
    reason: row.reason,
    compensatingControl: row.compensatingControl,
    until: row.until,
    requestedBy: row.requestedBy.name,
    requestedAt: row.requestedAt.toISOString(),
    state: states.find((state) => state === row.state) ?? 'requested',
    decidedBy: row.decidedBy?.name ?? null,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decision: row.decision,
    policyVersion: row.policyVersion,
    mayDecide: open && !own && access.may('finding:approve'),
    mayWithdraw: open && own && access.may('finding:triage'),
    findings: row._count.items,
  };
}

const mostShown = 200;
const firstShown = 12;

/** What waits for a decision, oldest first, and what was decided last. */
export async function listRequests(access: Access<'finding:read'>): Promise<{
  readonly open: readonly FindingRequestDetail[];
  readonly decided: readonly FindingRequestDetail[];
}> {
  access.demand('finding:read');
  const [open, decided] = await Promise.all([findRequests(true, mostShown), findRequests(false, 30)]);
  const items = Map.groupBy(
    await findRequestItems(
      [...open, ...decided].map((row) => row.id),
      firstShown,
    ),
    (item) => item.requestId,
  );
  const detailed = (row: RequestRow): FindingRequestDetail => ({
    ...toRequest(row, access),
    first: (items.get(row.id) ?? []).map(({ record, evidenceDigest }) => ({
      fingerprint: record.fingerprint,
      control: record.control,
      severity: storedSeverity(record.severity),
      title: record.title,
      changed: record.state === 'fixed' || record.evidenceDigest !== evidenceDigest,
    })),
  });
  return { open: open.map(detailed), decided: decided.map(detailed) };
}
