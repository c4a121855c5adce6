import type { ClaimedExecution } from '../db/executions.ts';
import { findRemediation } from '../db/remediations.ts';
import { findSnapshot } from '../db/scan-results.ts';
import { ServiceError } from '../errors.ts';
import { policyInForce } from '../policy/policy-in-force.ts';
import { heldOf } from '../remediation/move-remediation.ts';
import { rehearsedPlan } from '../remediation/rehearsed-plan.ts';
import { EnvelopeError } from '../secrets/envelope.ts';
import { substrateSchema } from '../targets/connection-form.ts';
import { asExecutor, asScanner, requireTargetOf } from './execution-input.ts';
import type { ExecutionInput } from './execution-message.ts';

/** What is rehearsed, and as whom: the stored bytes of the version, on the snapshot it was planned on. Throws `ServiceError`, `EnvelopeError`. */
export async function rehearsalInput(claim: ClaimedExecution): Promise<ExecutionInput> {
  const target = await requireTargetOf(claim);
  const held = heldOf(await findRemediation(claim.remediationId));
  const { version } = held;
  if (version.id !== claim.versionId)
    throw new ServiceError('conflict', 'Another version of it counts by now.');
  const { plan, ...as } = rehearsedPlan(held);
  const snapshot = await findSnapshot(version.scanId);
  if (snapshot === null)
    throw new ServiceError(
      'not-found',
      'The snapshot it was planned on is not kept any more: plan it again.',
    );
  const { texts } = await policyInForce(target.id);
  const to = await asExecutor(claim, target, as);
  const scanner = await asScanner(target).catch((error: unknown) => {
    if (!(error instanceof EnvelopeError)) throw error;
    return { unknown: 'the password of the scan role does not open' };
  });
  const substrate = substrateSchema.nullable().parse(target.substrate);
  return { work: 'rehearse', to, scanner, plan, snapshot, layers: texts, substrate };
}
