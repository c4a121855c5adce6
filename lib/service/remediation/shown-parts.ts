import { hideVerifiers, holdsVerifier } from '../../engine/remediation/hide-verifiers.ts';
import { eventTriggersDigest, stateFingerprint } from '../../engine/remediation/state-fingerprint.ts';
import { findReadScan } from '../db/judgements.ts';
import { ServiceError } from '../errors.ts';
import { keptFacts } from '../snapshot/kept-facts.ts';
import type { Held } from './move-remediation.ts';
import type { RemediationView, ShownApproval, ShownRequirement } from './remediation-view.ts';
import { type Approver, givenFor, type Requirements } from './requirements.ts';
import type { ScriptContent } from './script-content.ts';
import { type Weighing, weighedApprovals } from './valid-approvals.ts';

/** Whether the last scan saw the same objects in the same state. */
export async function stateNow(
  held: Held,
  { changes }: ScriptContent,
): Promise<'same' | 'changed' | 'unknown'> {
  const scanId = await findReadScan(held.targetId);
  if (scanId === null || held.version.stateFingerprint === null) return 'unknown';
  try {
    const { inventory } = await keptFacts(scanId);
    const state = stateFingerprint(changes, inventory, held.database);
    const triggers = eventTriggersDigest(inventory, held.database);
    if ('unknown' in state || 'unknown' in triggers) return 'unknown';
    return state.digest === held.version.stateFingerprint &&
      triggers.digest === held.version.eventTriggersDigest
      ? 'same'
      : 'changed';
  } catch (error) {
    if (error instanceof ServiceError) return 'unknown';
    throw error;
  }
}

export function closesOf(held: Held): RemediationView['closes'] {
  return held.version.findings
    .map(({ record, evidenceDigest }) => ({
      fingerprint: record.fingerprint,
      control: record.control,
      severity: record.severity,
      title: record.title,
      threats: record.threats,
      state: record.state,
      changed: record.evidenceDigest !== evidenceDigest,
      rank: record.severityRank,
    }))
    .sort((a, b) => a.rank - b.rank || (a.title < b.title ? -1 : 1))
    .map(({ rank: _, ...finding }) => finding);
}

export function approvalsOf(held: Held, at: Weighing): readonly ShownApproval[] {
  return weighedApprovals(held, at).map(({ approval, why }) => ({
    id: approval.id,
    version: approval.version.number,
    approver: { id: approval.approver.id, name: approval.approver.name },
    role: approval.role,
    at: approval.at.toISOString(),
    expiresAt: approval.expiresAt.toISOString(),
    note: approval.note,
    counts: why === null,
    why,
  }));
}

export const requirementsShown = (
  { all }: Requirements,
  approvers: readonly Approver[],
): readonly ShownRequirement[] =>
  all.map((requirement) => ({
    rule: requirement.rule.name,
    kinds: requirement.kinds,
    approvals: requirement.rule.approvals,
    roles: requirement.rule.roles,
    given: givenFor(requirement, approvers),
  }));

const statementsShown = (statements: ScriptContent['up']): ScriptContent['up'] =>
  statements.map((statement) => ({ ...statement, sql: hideVerifiers(statement.sql) }));

/** All of it from the bytes that are approved; but for the verifiers of passwords, which no page, answer or download has. */
export function scriptShown(content: ScriptContent): RemediationView['script'] {
  const { preconditions, postconditions, outside, warnings } = content;
  const { transactional, restartNeeded, irreversible } = content;
  const conditions = { preconditions, postconditions, outside, warnings };
  return {
    up: statementsShown(content.up),
    down: statementsShown(content.down),
    upText: hideVerifiers(content.upText),
    downText: hideVerifiers(content.downText),
    verifiersHidden: holdsVerifier(content.upText),
    ...conditions,
    transactional,
    restartNeeded,
    irreversible,
  };
}

export function verificationOf(held: Held, scanAt: Date | null): RemediationView['verification'] {
  if (held.verifyScanId === null) return null;
  const remaining = held.version.findings.filter(({ record }) => record.state !== 'fixed');
  return {
    scanId: held.verifyScanId,
    at: scanAt?.toISOString() ?? null,
    remaining: remaining.map(({ record }) => record.fingerprint),
  };
}

export const versionShown = ({ editor, number, createdAt, reason, digest }: Held['versions'][number]) => ({
  number,
  editor: editor.name,
  createdAt: createdAt.toISOString(),
  reason,
  digest,
});
