import { impactOf } from '../../engine/remediation/impact.ts';
import { modelPlans } from '../../engine/remediation/model-ddl/model-plans.ts';
import type { Access } from '../auth/access.ts';
import { findReadScan } from '../db/judgements.ts';
import { findRecordsOf } from '../db/remediation-findings.ts';
import { ServiceError } from '../errors.ts';
import { storedSeverity } from '../findings/stored-finding.ts';
import { todayUtc } from '../findings/today-utc.ts';
import { openSnapshot } from '../snapshot/open-snapshot.ts';
import { draftProblem, type ModelPartRef, partOf } from './model-part.ts';
import { type Planned, versionOf } from './plan-remediation.ts';

/**
 * Plans one part of the role and grant model on the last good snapshot. It is for the findings that it is predicted to close; there
 * may be none. Throws `not-found` without a scan, `conflict` where nothing is to be done or something comes before it.
 */
export async function planModelPart(
  access: Access<'finding:read'>,
  targetId: string,
  model: ModelPartRef,
): Promise<Planned & { readonly title: string }> {
  const snapshot = await openSnapshot(access, targetId);
  const scanId = await findReadScan(targetId);
  if (scanId === null) throw new ServiceError('not-found', 'This database has no finished scan yet.');
  const plans = modelPlans(snapshot.facts, snapshot.policy);
  const plan = partOf(plans, model);
  if (plan === null)
    throw new ServiceError(
      'conflict',
      'The policy asks for nothing of this part any more, by the last scan.',
    );
  const problem = draftProblem(plan, plans);
  if (problem !== null || plan.kind === 'manual')
    throw new ServiceError('conflict', problem ?? 'There is no script for this: it is done by hand.');
  const { closes } = impactOf(plan, snapshot.facts.inventory, snapshot.policy, todayUtc());
  const records = await findRecordsOf(targetId, closes);
  const findings = records
    .filter((record) => ['open', 'reopened', 'in-remediation'].includes(record.state))
    .map(({ fingerprint, title, severity }) => ({ fingerprint, title, severity: storedSeverity(severity) }));
  const its = { ...plan, findings: findings.map((finding) => finding.fingerprint) };
  return {
    plan: its,
    kind: plan.kind,
    findings,
    version: versionOf(its, snapshot, scanId, model),
    model,
    title: plan.title,
  };
}
