import { z } from 'zod';
import type { Access } from '../auth/access.ts';
import { insertRequest } from '../db/finding-requests.ts';
import { ServiceError } from '../errors.ts';
import { todayUtc } from '../findings/today-utc.ts';
import { termProblem } from './acceptance-term.ts';
import { type ActedOn, actOnFindings, type Step } from './act-on-findings.ts';
import { daySchema, reasonSchema } from './note.ts';
import { type BulkOutcome, selectionSchema } from './selection.ts';

const common = { selection: selectionSchema, reason: reasonSchema };

/** What one person asks and another decides. */
export const decisionRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('acceptance'),
    /** `object`: these findings; `control`: whatever their controls find, now and later. */
    scope: z.enum(['object', 'control']).default('object'),
    /** What stands in for the control meanwhile. */
    compensatingControl: reasonSchema.max(1000),
    /** The last day, UTC. There is no acceptance without an end. */
    until: daySchema,
  }),
  z.strictObject({ ...common, kind: z.literal('false-positive') }),
  z.strictObject({ ...common, kind: z.literal('baseline') }),
]);

export type DecisionRequest = z.infer<typeof decisionRequestSchema>;

const stepOf =
  (request: DecisionRequest) =>
  (finding: ActedOn): Step => {
    const { shown, acceptedUntil, requests } = finding;
    if (shown === 'fixed') return { refused: 'It is fixed.' };
    if (shown === 'baseline') return { refused: 'The policy’s baseline approves it: it is no finding.' };
    if (requests.some((one) => one.request.kind === request.kind))
      return { refused: 'The same was asked already, and waits for a decision.' };
    if (request.kind === 'acceptance') {
      if (shown === 'accepted' && acceptedUntil !== null && acceptedUntil >= request.until)
        return { refused: `It is accepted until ${acceptedUntil} already.` };
    } else {
      if (shown === 'false-positive' && request.kind === 'false-positive')
        return { refused: 'It is a false positive already.' };
      if (shown === 'not-looked-at')
        return {
          refused: 'Nobody could look at it since an earlier scan: there is no evidence to agree to.',
        };
      if (finding.evidenceDigest === '')
        return { refused: 'Its evidence was not kept yet: scan the database again first.' };
    }
    const until = request.kind === 'acceptance' ? request.until : null;
    return { action: `${request.kind}-requested`, reason: request.reason, detail: { until } };
  };

/**
 * Asks for acceptance of a risk, for a baseline of rows, or says that findings are false positives. Nothing changes until another
 * person has approved it: one request for each database.
 */
export async function requestDecision(
  access: Access<'finding:triage'>,
  request: DecisionRequest,
): Promise<BulkOutcome> {
  access.demand('finding:triage');
  const { kind, reason } = request;
  const acceptance = request.kind === 'acceptance' ? request : null;
  const problem = acceptance === null ? null : termProblem(acceptance.until, todayUtc());
  if (problem !== null)
    throw new ServiceError('invalid-input', problem, [{ field: 'until', message: problem }]);
  const asked = {
    kind,
    reason,
    scope: acceptance?.scope ?? ('object' as const),
    compensatingControl: acceptance?.compensatingControl ?? null,
    until: acceptance?.until ?? null,
    requestedById: access.person.id,
  };
  return actOnFindings(access, request.selection, {
    trail: 'finding.request',
    detail: { kind, scope: asked.scope, reason, until: asked.until },
    step: stepOf(request),
    write: async (transaction, findings) => {
      if (kind === 'baseline' && new Set(findings.map((finding) => finding.control)).size > 1) {
        throw new ServiceError(
          'invalid-input',
          'A baseline approves rows of one control. Choose findings of one control only.',
        );
      }
      for (const [targetId, ones] of Map.groupBy(findings, (finding) => finding.targetId)) {
        const items = ones.map(({ id, evidenceDigest }) => ({ recordId: id, evidenceDigest }));
        await insertRequest(transaction, { ...asked, targetId, items });
      }
    },
  });
}
