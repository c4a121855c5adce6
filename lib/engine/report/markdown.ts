import { columnsPart } from './markdown/columns-part.ts';
import { connectionsPart, networkPart } from './markdown/connections-part.ts';
import { encryptionPart } from './markdown/encryption-part.ts';
import { baselinePart, decisionsPart, findingsPart, gapsPart } from './markdown/findings-part.ts';
import { matrixPart } from './markdown/matrix-part.ts';
import { auditPart, rotationPart } from './markdown/operation-part.ts';
import type { ReportInput } from './markdown/report-input.ts';
import { rolesPart } from './markdown/roles-part.ts';
import { rowsPart } from './markdown/rows-part.ts';
import { scorePart } from './markdown/score-part.ts';
import { summaryPart } from './markdown/summary-part.ts';

const parts: readonly (readonly [string, (input: ReportInput) => string])[] = [
  ['Summary', summaryPart],
  ['Score', scorePart],
  ['Threats and controls', matrixPart],
  ['Roles and grants', rolesPart],
  ['Row security', rowsPart],
  ['Column protection', columnsPart],
  ['Encryption of sensitive columns', encryptionPart],
  ['Connection security', connectionsPart],
  ['Network exposure', networkPart],
  ['Audit', auditPart],
  ['Secrets and rotation', rotationPart],
  ['Findings', findingsPart],
  ['Approved by the baseline', baselinePart],
  ['Gaps', gapsPart],
  ['Decisions the policy leaves open', decisionsPart],
];

/**
 * The hardening report as GitHub-flavoured Markdown. Hand in a document with fewer findings to report fewer; names from
 * the scanned server stay readable once rendered, and inert.
 */
export function hardeningReport(input: ReportInput): string {
  const body = parts.map(([title, part]) => `## ${title}\n\n${part(input).trimEnd()}\n`);
  return ['# Hardening report\n', ...body].join('\n');
}
