import type { Severity } from '../../engine/model/severity.ts';
import type { Access } from '../auth/access.ts';
import {
  findScanBefore,
  readChanges,
  readWorstByControl,
  readWorstControls,
  type WorstRow,
} from '../db/fleet-findings.ts';
import type { ShownScan } from '../scans/scan-overview.ts';
import { storedSeverity } from './stored-finding.ts';
import { todayUtc } from './today-utc.ts';

/** A finding as short as it can be said. */
export interface FindingMention {
  readonly control: string;
  readonly fingerprint: string;
  readonly severity: Severity;
  readonly title: string;
}

function mention(row: WorstRow): FindingMention {
  return {
    control: row.control,
    fingerprint: row.fingerprint,
    severity: storedSeverity(row.severity),
    title: row.title,
  };
}

/** The first `limit` open findings of each control, worst first; controls without any are not in it. */
export async function worstByControl(
  access: Access<'finding:read'>,
  scan: ShownScan,
  limit: number,
): Promise<ReadonlyMap<string, readonly FindingMention[]>> {
  access.demand('finding:read');
  return Map.groupBy(
    (await readWorstByControl(scan.id, todayUtc(), limit)).map(mention),
    (row) => row.control,
  );
}

/** The worst finding of a control that has several: the others are one link away. */
export interface WorstOfControl extends FindingMention {
  readonly targetId: string;
  /** Open findings of this control in this scan, this one included. */
  readonly total: number;
}

/** The first `limit` controls over several scans, by their worst open finding. */
export async function worstControls(
  access: Access<'finding:read'>,
  scans: readonly ShownScan[],
  limit: number,
): Promise<readonly WorstOfControl[]> {
  access.demand('finding:read');
  const owner = new Map(scans.map((scan) => [scan.id, scan.targetId]));
  const rows = await readWorstControls([...owner.keys()], todayUtc(), limit);
  return rows.map((row) => ({ ...mention(row), targetId: owner.get(row.scanId) ?? '', total: row.total }));
}

/** What a scan found that the one before did not, and the other way round. */
export interface Changes {
  /** When the scan before finished, ISO 8601. */
  readonly since: string;
  readonly opened: { readonly total: number; readonly first: readonly FindingMention[] };
  readonly closed: { readonly total: number; readonly first: readonly FindingMention[] };
}

/** Null when there is no finished scan before this one. */
export async function changesOf(
  access: Access<'finding:read'>,
  scan: ShownScan,
  limit: number,
): Promise<Changes | null> {
  access.demand('finding:read');
  const before = await findScanBefore(scan.targetId, new Date(scan.finishedAt));
  if (before?.finishedAt === null || before === null) return null;
  const { opened, closed } = await readChanges(before.id, scan.id, limit);
  return {
    since: before.finishedAt.toISOString(),
    opened: { total: opened[0]?.total ?? 0, first: opened.map(mention) },
    closed: { total: closed[0]?.total ?? 0, first: closed.map(mention) },
  };
}
