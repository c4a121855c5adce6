import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { severities } from '../../engine/model/severity.ts';
import { verifiersIn } from '../../engine/remediation/new-password.ts';
import type { Access } from '../auth/access.ts';
import { findIdsOf, lockChosen } from '../db/chosen-findings.ts';
import { inTransaction, type Transaction } from '../db/client.ts';
import { findHeldCredential } from '../db/execution-credentials.ts';
import { findRecordsOf } from '../db/remediation-findings.ts';
import { findRemediation, insertRemediation, insertVersion, updateRemediation } from '../db/remediations.ts';
import { ServiceError } from '../errors.ts';
import { requireTarget } from '../targets/get-target.ts';
import { noteSchema } from '../triage/note.ts';
import { changeKindsOf } from './change-kind.ts';
import { environmentOf } from './environment-of.ts';
import { releaseFindings, underWay } from './mark-findings.ts';
import { heldOf, holdRemediation, moveRemediation, tellRemediation } from './move-remediation.ts';
import { newPasswordSchema } from './new-password.ts';
import { type Planned, planRemediation } from './plan-remediation.ts';
import { readScript } from './script-content.ts';

/** A role's name as the catalog has it. */
const roleSchema = z.string().min(1).max(63);

const fingerprints = z.array(z.string().min(1).max(64)).min(1, 'choose a finding').max(2000);

export const draftSchema = z.strictObject({
  target: z.uuid(),
  findings: fingerprints,
  title: z.string().trim().min(1).max(200).optional(),
  /** Who the script is to run as; left out: the role of the target's registered credential. */
  executionRole: roleSchema.optional(),
  /** Mends the one finding by a new password. */
  newPassword: newPasswordSchema.optional(),
  reason: noteSchema.default(''),
});

export const editSchema = z.strictObject({
  /** Left out: the same findings, planned anew on the last scan. */
  findings: fingerprints.optional(),
  title: z.string().trim().min(1).max(200).optional(),
  executionRole: roleSchema.optional(),
  reason: noteSchema.default(''),
});

export interface Drafted {
  /** One for each kind of change and database. */
  readonly remediations: readonly { readonly id: string; readonly title: string }[];
  readonly refused: readonly { readonly fingerprint: string; readonly title: string; readonly why: string }[];
}

const worst = ({ findings }: Planned) =>
  Math.min(...findings.map((finding) => severities.indexOf(finding.severity)));

function titleOf(planned: Planned): string {
  const [first] = planned.findings;
  const more = planned.findings.length - 1;
  const text = first?.title ?? '';
  return (more === 0 ? text : `${text} and ${more} more`).slice(0, 400);
}

const facetsOf = (planned: Planned) => ({
  kind: planned.kind,
  database: planned.plan.database,
  severity: severities[worst(planned)] ?? 'critical',
  severityRank: worst(planned),
  changeKinds: [...changeKindsOf(planned.plan.changes)],
});

async function write(
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

function requireOtherRole(executionRole: string | null, scanRole: string, planned: readonly Planned[]): void {
  if (executionRole === scanRole)
    throw new ServiceError('invalid-input', 'The scan role never applies anything: name another role.');
  const renewed = planned.flatMap(({ plan }) => [...verifiersIn(plan.changes).keys()]);
  if (executionRole !== null && renewed.includes(executionRole))
    throw new ServiceError(
      'invalid-input',
      'It would change the password of the role it runs as, and Postern could not come back to look: name another role.',
    );
}

/** One password for one role: several findings at once could be several roles, and all would get the same. */
function verifiersFor({ newPassword, findings }: z.infer<typeof draftSchema>): ReadonlyMap<string, string> {
  if (newPassword === undefined) return new Map();
  if (new Set(findings).size > 1)
    throw new ServiceError('invalid-input', 'A new password is for one finding: draft it by itself.');
  return new Map([[newPassword.role, newPassword.verifier]]);
}

function requireUsed(verifiers: ReadonlyMap<string, string>, planned: readonly Planned[]): void {
  const used = new Set(planned.flatMap(({ plan }) => [...verifiersIn(plan.changes).keys()]));
  if (planned.length > 0 && [...verifiers.keys()].some((role) => !used.has(role)))
    throw new ServiceError('invalid-input', 'A new password of that role does not mend this.');
}

/** Throws `not-found` where the target has no such finding. */
async function chosenFindings(targetId: string, fingerprints: readonly string[]) {
  const records = await findRecordsOf(targetId, [...new Set(fingerprints)]);
  if (records.length < new Set(fingerprints).size)
    throw new ServiceError('not-found', 'There is no such finding in this database.');
  return records;
}

/**
 * Plans what mends these findings of one database on its last scan, as drafts: nothing is asked of anybody yet. Findings that no
 * script mends are said with what to do instead.
 */
export async function draftRemediation(
  access: Access<'remediation:draft' | 'finding:read'>,
  request: z.infer<typeof draftSchema>,
): Promise<Drafted> {
  access.demand('remediation:draft');
  const target = await requireTarget(request.target);
  const chosen = await chosenFindings(target.id, request.findings);
  const verifiers = verifiersFor(request);
  const { planned, refused } = await planRemediation(access, target.id, chosen, verifiers);
  requireUsed(verifiers, planned);
  const environment = await environmentOf(target.id);
  const authorId = access.person.id;
  const remediations = await inTransaction(async (transaction) => {
    const executionRole =
      request.executionRole ?? (await findHeldCredential(target.id, transaction))?.role ?? null;
    requireOtherRole(executionRole, target.user, planned);
    const made: { id: string; title: string }[] = [];
    for (const one of planned) {
      const id = randomUUID();
      const title = planned.length === 1 && request.title !== undefined ? request.title : titleOf(one);
      await insertRemediation(transaction, {
        id,
        targetId: target.id,
        title,
        authorId,
        environment,
        ...facetsOf(one),
      });
      const { reason } = request;
      const version = { remediationId: id, number: 1, editorId: authorId, reason, executionRole };
      await write(transaction, one, target.id, version);
      await updateRemediation(transaction, id, { currentVersionId: one.version.id });
      const held = heldOf(await findRemediation(id, transaction));
      await tellRemediation(transaction, access.actor, held, {
        action: 'remediation.draft',
        to: 'draft',
        reason,
        detail: {
          findings: one.findings.length,
          kind: one.kind,
          database: one.plan.database,
          ...(request.newPassword ? { newPasswordOf: request.newPassword.role } : {}),
        },
      });
      made.push({ id, title });
    }
    return made;
  });
  return { remediations, refused };
}

/**
 * Another version, planned on the last scan. What was submitted or approved is a draft again, and every approval of it is void.
 * Throws `invalid-input` where the findings need more than one change, or none.
 */
export async function editRemediation(
  access: Access<'remediation:draft' | 'finding:read'>,
  id: string,
  edit: z.infer<typeof editSchema>,
): Promise<void> {
  access.demand('remediation:draft');
  const before = heldOf(await findRemediation(id));
  const same = before.version.findings.map((finding) => finding.fingerprint);
  const chosen = await chosenFindings(before.targetId, edit.findings ?? same);
  // A verifier is made anew only by whoever knows the password.
  const { changes } = readScript(before.version.script, before.version.digest);
  const { planned, refused } = await planRemediation(access, before.targetId, chosen, verifiersIn(changes));
  const [one] = planned;
  if (one === undefined || planned.length > 1 || refused.length > 0)
    throw new ServiceError(
      'invalid-input',
      refused[0]?.why ?? 'These findings need several changes: draft them apart.',
      refused,
    );
  await inTransaction(async (transaction) => {
    let held = await holdRemediation(transaction, id);
    if (held.version.id !== before.version.id)
      throw new ServiceError('conflict', 'Somebody else edited it in the meantime. Nothing was overwritten.');
    const executionRole =
      edit.executionRole ??
      (await findHeldCredential(held.targetId, transaction))?.role ??
      held.version.executionRole;
    requireOtherRole(executionRole, held.target.user, planned);
    const { actor, person } = access;
    const { reason } = edit;
    if (held.state !== 'draft') {
      if (underWay.includes(held.state)) await releaseFindings(transaction, actor, held, 'draft');
      held = await moveRemediation(transaction, actor, held, {
        to: 'draft',
        trail: 'remediation.reopen',
        reason,
      });
    }
    const number = held.version.number + 1;
    const version = { remediationId: id, number, editorId: person.id, reason, executionRole };
    await write(transaction, one, held.targetId, version);
    await updateRemediation(transaction, id, {
      currentVersionId: one.version.id,
      ...facetsOf(one),
      ...(edit.title === undefined ? {} : { title: edit.title }),
      submittedById: null,
      submittedAt: null,
      scheduledById: null,
      scheduledFor: null,
    });
    await tellRemediation(transaction, actor, heldOf(await findRemediation(id, transaction)), {
      action: 'remediation.edit',
      reason,
      detail: { findings: one.findings.length, before: before.version.digest },
    });
  });
}
