import { canonicalJson } from '../model/canonical-json.ts';
import type { Finding, ReferredFinding } from '../model/finding.ts';
import { type Severity, severityRank } from '../model/severity.ts';
import type { Verdict } from '../model/verdict.ts';
import { type SaidMoreExactly, saidMoreExactly } from './said-more-exactly.ts';

/** What one control found, while it is sorted out who says what. */
interface Rows {
  findings: readonly Finding[];
  readonly referred: ReferredFinding[];
}

const objectKey = ({ object }: Finding) => canonicalJson(object);

const byObject = (findings: readonly Finding[]) => new Map(findings.map((one) => [objectKey(one), one]));

const worse = (one: Severity, other: Severity) => (severityRank(one) <= severityRank(other) ? one : other);

/** Leaves to the speaker what it says of the same object: as grave as the graver of the two, accepted where it is accepted. */
function refer(rows: Rows, speaker: Rows, { by, nothingBeyond = () => true }: SaidMoreExactly): void {
  if (rows.findings.length === 0 || speaker.findings.length + speaker.referred.length === 0) return;
  const said = byObject(speaker.findings);
  // What the speaker itself leaves to a third is said there.
  const told = new Map(speaker.referred.map((one) => [objectKey(one), one]));
  const raised = new Map<Finding, Severity>();
  const listed: Finding[] = [];
  for (const finding of rows.findings) {
    const direct = said.get(objectKey(finding));
    const passedOn = told.get(objectKey(finding));
    const same = direct ?? passedOn;
    if (same === undefined || !nothingBeyond(finding, same)) {
      listed.push(finding);
      continue;
    }
    const saidBy = direct === undefined ? (passedOn?.saidBy ?? by) : by;
    rows.referred.push({ ...finding, accepted: finding.accepted ?? same.accepted, saidBy });
    if (direct) raised.set(direct, worse(finding.severity, raised.get(direct) ?? direct.severity));
  }
  rows.findings = listed;
  if (raised.size > 0)
    speaker.findings = speaker.findings.map((one) => {
      const severity = raised.get(one);
      return severity === undefined || severity === one.severity ? one : { ...one, severity };
    });
}

/**
 * No two findings say the same about the same object: the more exact control speaks, and the other keeps what it found as
 * `referred`. It fails as before; only the list has it once. Controls that were not judged together say all they found.
 */
export function withReferrals(
  verdicts: readonly Verdict[],
  pairs: readonly SaidMoreExactly[] = saidMoreExactly,
): readonly Verdict[] {
  const rows = new Map<string, Rows>(
    verdicts.map(({ control, findings }) => [control, { findings, referred: [] }]),
  );
  for (const pair of pairs) {
    const own = rows.get(pair.control);
    const speaker = rows.get(pair.by);
    if (own && speaker) refer(own, speaker, pair);
  }
  return verdicts.map((verdict) => {
    const own = rows.get(verdict.control);
    if (own === undefined || (own.findings === verdict.findings && own.referred.length === 0)) return verdict;
    const { findings, referred } = own;
    return { ...verdict, findings, ...(referred.length > 0 ? { referred } : {}) };
  });
}
