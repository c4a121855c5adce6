import type { Area } from '../../engine/model/area.ts';
import type { Acceptance } from '../../engine/model/finding.ts';
import type { Severity } from '../../engine/model/severity.ts';
import type { Plan } from '../../engine/remediation/plan.ts';
import type { ListedRecord } from '../db/findings.ts';
import { type ShownState, shownState } from './finding-state.ts';
import { type RequestKind, storedRequestKind } from './request-kind.ts';
import { remediationKind, storedAcceptance, storedArea, storedSeverity } from './stored-finding.ts';

export interface FindingListRow {
  readonly fingerprint: string;
  readonly control: string;
  readonly area: Area;
  readonly severity: Severity;
  readonly title: string;
  readonly objectKind: string;
  /** The object in one line, as the catalog names it: hostile text. */
  readonly object: string;
  /** Null: the cluster as a whole. */
  readonly database: string | null;
  readonly threats: readonly string[];
  readonly remediation: Plan['kind'] | null;
  readonly accepted: Acceptance | null;
  readonly state: ShownState;
  readonly assignee: { readonly id: string; readonly name: string } | null;
  /** YYYY-MM-DD, or null. */
  readonly dueOn: string | null;
  /** Came, or came back, with the last scan. */
  readonly isNew: boolean;
  /** ISO 8601 UTC, as `lastSeenAt`. */
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  /** What somebody asked for and nobody has decided yet. */
  readonly waiting: readonly RequestKind[];
}

/** A record as lists show it. `scanIds`: the last good scan of each target; `today`: YYYY-MM-DD, UTC. */
export function toListRow(
  record: ListedRecord,
  scope: { readonly scanIds: readonly string[]; readonly today: string },
): FindingListRow {
  const present = scope.scanIds.includes(record.lastScanId);
  const state = shownState({ ...record, baselined: record.baseline !== null, present }, scope.today);
  return {
    fingerprint: record.fingerprint,
    control: record.control,
    area: storedArea(record.area),
    severity: storedSeverity(record.severity),
    title: record.title,
    objectKind: record.objectKind,
    object: record.objectText,
    database: record.database,
    threats: record.threats,
    remediation: remediationKind(record.remediation),
    accepted: state === 'accepted' ? storedAcceptance(record.accepted) : null,
    state,
    assignee: record.assignee,
    dueOn: record.dueOn,
    isNew: present && record.appearedScanId === record.lastScanId,
    firstSeenAt: record.firstSeenAt.toISOString(),
    lastSeenAt: record.lastSeenAt.toISOString(),
    waiting: [...new Set(record.requests.map(({ request }) => storedRequestKind(request.kind)))],
  };
}
