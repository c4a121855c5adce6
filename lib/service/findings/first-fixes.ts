import type { Severity } from '../../engine/model/severity.ts';
import type { Access } from '../auth/access.ts';
import { findTitles } from '../db/chosen-findings.ts';
import type { ShownScan } from '../scans/scan-overview.ts';

/** A change that closes several findings at once. Its title is the finding's whose change it is: hostile text. */
export interface FirstFix {
  readonly lead: string;
  readonly title: string;
  /** Fingerprints, worst first; `total` says how many there are in all. */
  readonly closes: readonly string[];
  readonly total: number;
  readonly worst: Severity;
}

/** The changes that close most of what a scan found, as it was then. */
export async function firstFixes(
  access: Access<'finding:read'>,
  scan: ShownScan,
): Promise<readonly FirstFix[]> {
  access.demand('finding:read');
  const { fixFirst } = scan.summary;
  const titles = await findTitles(
    scan.targetId,
    fixFirst.map(({ lead }) => lead),
  );
  return fixFirst.flatMap((fix) => {
    const title = titles.get(fix.lead);
    return title === undefined ? [] : [{ ...fix, title }];
  });
}
