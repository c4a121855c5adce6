import { z } from 'zod';
import type { Evidence } from '../../engine/model/finding.ts';
import type { Severity } from '../../engine/model/severity.ts';
import type { Access } from '../auth/access.ts';
import { readEvidence } from '../db/coverage-evidence.ts';
import { storedSeverity } from '../findings/stored-finding.ts';
import { requireResult } from '../scans/shown-scan.ts';
import { requireTarget } from '../targets/get-target.ts';

/** One finding behind a cell, with the first of what was seen. */
export interface EvidenceEntry {
  readonly fingerprint: string;
  readonly severity: Severity;
  readonly title: string;
  readonly object: string;
  readonly evidence: readonly (readonly [key: string, value: string])[];
  readonly acceptedUntil: string | null;
}

export interface ControlEvidence {
  readonly total: number;
  readonly first: readonly EvidenceEntry[];
}

const findingsShown = 3;
const linesShown = 4;

/** Evidence is the engine's own JSON: a map of plain values, shortened to a line each. */
const evidenceMap = z.record(z.string(), z.unknown());
const acceptance = z.object({ until: z.string() });

function lines(evidence: unknown): EvidenceEntry['evidence'] {
  const read = evidenceMap.safeParse(evidence);
  if (!read.success) return [];
  return Object.entries(read.data satisfies Record<keyof Evidence, unknown>)
    .filter(([, value]) => value !== null)
    .slice(0, linesShown)
    .map(([key, value]) => [key, (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 300)]);
}

/** The first findings of each of these controls, by control; those without any are not in it. */
export async function cellEvidence(
  access: Access<'finding:read'>,
  targetId: string,
  controls: readonly string[],
  database: string | null,
): Promise<Readonly<Record<string, ControlEvidence>>> {
  access.demand('finding:read');
  await requireTarget(targetId);
  const scan = await requireResult(targetId);
  const rows = await readEvidence(scan.id, controls, database, findingsShown);
  const grouped = Map.groupBy(rows, (row) => row.control);
  return Object.fromEntries(
    [...grouped].map(([control, own]) => [
      control,
      {
        total: own[0]?.total ?? 0,
        first: own.map((row) => {
          const accepted = acceptance.safeParse(row.accepted);
          return {
            fingerprint: row.fingerprint,
            severity: storedSeverity(row.severity),
            title: row.title,
            object: row.objectText,
            evidence: lines(row.evidence),
            acceptedUntil: accepted.success ? accepted.data.until : null,
          };
        }),
      },
    ]),
  );
}
