import { loadPolicy } from '../../engine/policy/load.ts';
import { emptyPolicy, type Policy } from '../../engine/policy/policy.ts';
import type { Access } from '../auth/access.ts';
import { type ChosenRecord, changeRecords } from '../db/chosen-findings.ts';
import type { Transaction } from '../db/client.ts';
import { recountShown } from '../db/count-findings.ts';
import type { LockedRequest } from '../db/finding-requests.ts';
import { lockPolicy } from '../db/policies.ts';
import { ServiceError } from '../errors.ts';
import { fleetScope } from '../findings/fleet-scope.ts';
import { storedObject } from '../findings/stored-finding.ts';
import { todayUtc } from '../findings/today-utc.ts';
import { changePolicyIn } from '../policy/change-policy.ts';
import { databasePolicy } from '../policy/policy-scope.ts';
import { termProblem } from './acceptance-term.ts';
import { acceptanceEdits, baselineEdits } from './policy-edits.ts';

export interface CarriedOut {
  /** The state the findings have now, where it is not the policy's to say. */
  readonly to?: string;
  readonly policyVersion?: number;
}

/** Does what an approved request asks, within the transaction that approves it. */
export async function carryOut(
  transaction: Transaction,
  access: Access<'policy:edit'>,
  request: LockedRequest,
  records: readonly ChosenRecord[],
): Promise<CarriedOut> {
  if (request.kind === 'false-positive') return callFalse(transaction, request, records);
  const agreed = {
    reason: request.reason,
    requestedBy: request.requestedBy.email,
    approvedBy: access.person.email,
  };
  const findings = records.map((record) => ({ ...record, object: storedObject(record.object) }));
  const { until } = request;
  if (request.kind === 'baseline') {
    const edits = baselineEdits(findings, agreed, await policyInForce(transaction, request.targetId));
    return inPolicy(transaction, access, request, edits, `Baseline: ${request.reason}`);
  }
  const problem = until === null ? 'It has no end.' : termProblem(until, todayUtc());
  if (until === null || problem !== null) throw new ServiceError('conflict', problem ?? '');
  const edits = acceptanceEdits(findings, {
    ...agreed,
    scope: request.scope === 'control' ? 'control' : 'object',
    compensatingControl: request.compensatingControl ?? '',
    until,
  });
  return inPolicy(transaction, access, request, edits, `Accepted until ${until}: ${request.reason}`);
}

/** The database's own policy, which the edits are made in; locked. */
async function policyInForce(transaction: Transaction, targetId: string): Promise<Policy> {
  const current = await lockPolicy(transaction, targetId);
  const loaded = current === null ? null : loadPolicy(current.text);
  return loaded !== null && 'policy' in loaded ? loaded.policy : emptyPolicy;
}

async function inPolicy(
  transaction: Transaction,
  access: Access<'policy:edit'>,
  request: LockedRequest,
  edits: Parameters<typeof changePolicyIn>[3],
  reason: string,
): Promise<CarriedOut> {
  const scope = databasePolicy(request.targetId);
  const outcome = await changePolicyIn(
    transaction,
    access,
    { scope, name: request.target.name },
    edits,
    reason.slice(0, 500),
    { basedOn: null, requestedBy: request.requestedById },
  );
  if (outcome.state !== 'current')
    throw new ServiceError(
      'conflict',
      'The policy could not be changed: its change waits for a decision of its own.',
    );
  return { policyVersion: outcome.version };
}

async function callFalse(
  transaction: Transaction,
  request: LockedRequest,
  records: readonly ChosenRecord[],
): Promise<CarriedOut> {
  for (const [evidence, ones] of Map.groupBy(records, (record) => record.evidenceDigest)) {
    await changeRecords(
      transaction,
      ones.map((record) => record.id),
      {
        state: 'false-positive',
        stateAt: new Date(),
        falsePositiveRequestId: request.id,
        falsePositiveEvidence: evidence,
      },
    );
  }
  await recountShown(transaction, records, (await fleetScope(null)).scope);
  return { to: 'false-positive' };
}
