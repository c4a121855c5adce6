import { planFinding } from '../../engine/remediation/plan-finding.ts';
import { remediationEntry } from '../../engine/report/json.ts';
import type { FindingEntry, ScanDocument } from '../../engine/report/scan-document.ts';
import { foundAgain } from '../remediation/found-again.ts';
import type { OpenSnapshot } from '../snapshot/open-snapshot.ts';

/**
 * The document with what mends each finding that its last scan found. Every script is made when it is read and not kept: all of a
 * large cluster's together would not fit into memory.
 */
export function withRemedies<Document extends Pick<ScanDocument, 'findings'>>(
  document: Document,
  { facts, policy }: Pick<OpenSnapshot, 'facts' | 'policy'>,
): Document {
  const found = new Map(
    foundAgain({ facts, policy }, document.findings).map((finding) => [finding.fingerprint, finding]),
  );
  const findings = document.findings.map((entry): FindingEntry => {
    const finding = found.get(entry.fingerprint);
    if (finding === undefined) return entry;
    return {
      ...entry,
      get remediation() {
        return remediationEntry(finding.control, planFinding(finding, facts.inventory, policy));
      },
    };
  });
  return { ...document, findings };
}
