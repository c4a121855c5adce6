import { randomUUID } from 'node:crypto';
import { severities } from '../../engine/model/severity.ts';
import { verifiersIn } from '../../engine/remediation/new-password.ts';
import type { Actor } from '../auth/access.ts';
import { findIdsOf, lockChosen } from '../db/chosen-findings.ts';
import type { Transaction } from '../db/client.ts';
import { findHeldCredential } from '../db/execution-credentials.ts';
import { findRemediation, insertRemediation, insertVersion, updateRemediation } from '../db/remediations.ts';
import type { TargetRow } from '../db/targets.ts';
import { ServiceError } from '../errors.ts';
import { changeKindsOf } from './change-kind.ts';
import { heldOf, tellRemediation } from './move-remediation.ts';
import type { Planned } from './plan-remediation.ts';

/** The worst of its findings; what closes none is shown as the least, and weighed as every one (`weigh.ts`). */
const worst = ({ findings }: Planned) =>
  Math.min(severities.length - 1, ...findings.map((finding) => severities.indexOf(finding.severity)));

function titleOf(planned: Planned): string {
  const [first] = planned.findings;
  const more = planned.findings.length - 1;
  const text = first?.title ?? '';
  return (more === 0 ? text : `${text} and ${more} more`).slice(0, 400);
}

/** What the row of a remediation says of its plan. */
export const facetsOf = (planned: Planned) => ({
  kind: planned.kind,
  database: planned.plan.database,
  severity: severities[worst(planned)] ?? 'critical',
  severityRank: worst(planned),
  changeKinds: [...changeKindsOf(planned.plan.changes)],
});

/** Writes a version down, with the findings it is for. */
export async function writeVersion(
  transaction: Transaction,
  planned: Planned,
  targetId: string,
  version: {
    readonly remediationId: string;
    readonly number: number;
    readonly editorId: string;
    readonly reason: string;
    readonly executionRole: string | null;
  },
): Promise<void> {
  const wanted = planned.findings.map(({ fingerprint }) => ({ target: targetId, fingerprint }));
  const records = await lockChosen(transaction, [...(await findIdsOf(wanted)).values()]);
  await insertVersion(
    transaction,
    { ...planned.version, ...version },
    records.map(({ id, fingerprint, evidenceDigest }) => ({ recordId: id, fingerprint, evidenceDigest })),
  );
}

/** Throws `invalid-input` for the role that scans, and for one whose own password the change renews. */
export function requireOtherRole(
  executionRole: string | null,
  scanRole: string,
  planned: readonly Planned[],
): void {
  if (executionRole === scanRole)
    throw new ServiceError('invalid-input', 'The scan role never applies anything: name another role.');
  const renewed = planned.flatMap(({ plan }) => [...verifiersIn(plan.changes).keys()]);
  if (executionRole !== null && renewed.includes(executionRole))
    throw new ServiceError(
      'invalid-input',
      'It would change the password of the role it runs as, and Postern could not come back to look: name another role.',
    );
}

/** Who a draft is to run as: as asked for, else the role of the credential that is held. */
export async function executionRoleOf(
  transaction: Transaction,
  target: TargetRow,
  asked: string | undefined,
  planned: readonly Planned[],
): Promise<string | null> {
  const role = asked ?? (await findHeldCredential(target.id, transaction))?.role ?? null;
  requireOtherRole(role, target.user, planned);
  return role;
}

export interface NewDraft {
  readonly target: TargetRow;
  readonly authorId: string;
  readonly environment: string;
  readonly executionRole: string | null;
  readonly title: string | undefined;
  readonly reason: string;
  /** What the trail is told besides. */
  readonly detail?: Readonly<Record<string, string>>;
}

/** Writes a plan down as a draft. */
export async function insertDraft(
  transaction: Transaction,
  actor: Actor,
  planned: Planned,
  { target, authorId, environment, executionRole, title: asked, reason, detail }: NewDraft,
): Promise<{ readonly id: string; readonly title: string }> {
  const id = randomUUID();
  const title = asked ?? titleOf(planned);
  await insertRemediation(transaction, {
    id,
    targetId: target.id,
    title,
    authorId,
    environment,
    ...facetsOf(planned),
  });
  const version = { remediationId: id, number: 1, editorId: authorId, reason, executionRole };
  await writeVersion(transaction, planned, target.id, version);
  await updateRemediation(transaction, id, { currentVersionId: planned.version.id });
  const held = heldOf(await findRemediation(id, transaction));
  await tellRemediation(transaction, actor, held, {
    action: 'remediation.draft',
    to: 'draft',
    reason,
    detail: {
      findings: planned.findings.length,
      kind: planned.kind,
      database: planned.plan.database,
      ...(planned.model === null ? {} : { model: planned.model.part }),
      ...detail,
    },
  });
  return { id, title };
}
