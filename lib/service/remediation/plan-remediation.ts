import { randomUUID } from 'node:crypto';
import type { Finding } from '../../engine/model/finding.ts';
import { impactOf } from '../../engine/remediation/impact.ts';
import { withNewPasswords } from '../../engine/remediation/new-password.ts';
import type { Plan } from '../../engine/remediation/plan.ts';
import { planFindings } from '../../engine/remediation/plan-findings.ts';
import { eventTriggersDigest, stateFingerprint } from '../../engine/remediation/state-fingerprint.ts';
import type { Access } from '../auth/access.ts';
import { findReadScan } from '../db/judgements.ts';
import type { NewVersion } from '../db/remediations.ts';
import { ServiceError } from '../errors.ts';
import { todayUtc } from '../findings/today-utc.ts';
import { storable } from '../jobs/scan-record.ts';
import { type OpenSnapshot, openSnapshot } from '../snapshot/open-snapshot.ts';
import { foundAgain } from './found-again.ts';
import type { ModelPartRef } from './model-part.ts';
import { scriptBytes, sha256 } from './script-content.ts';

/** One change that can be written down: what runs, and what a version keeps of it. */
export interface Planned {
  readonly plan: Plan;
  readonly kind: 'sql' | 'config' | 'migration';
  readonly findings: readonly Pick<Finding, 'fingerprint' | 'severity' | 'title'>[];
  /** The part of the role and grant model it is drafted from; null where it mends findings. */
  readonly model: ModelPartRef | null;
  readonly version: Omit<NewVersion, 'remediationId' | 'number' | 'editorId' | 'reason' | 'executionRole'>;
}

export interface PlannedAll {
  readonly planned: readonly Planned[];
  /** Findings that no script mends, and why. Titles are hostile text. */
  readonly refused: readonly { readonly fingerprint: string; readonly title: string; readonly why: string }[];
}

/**
 * Plans what mends these findings of one target, on its last good snapshot. `verifiers`: of new passwords, by role. Throws
 * `not-found` where there is no snapshot.
 */
export async function planRemediation(
  access: Access<'finding:read'>,
  targetId: string,
  chosen: readonly { readonly fingerprint: string; readonly control: string; readonly title: string }[],
  verifiers: ReadonlyMap<string, string> = new Map(),
): Promise<PlannedAll> {
  const snapshot = await openSnapshot(access, targetId);
  const findings = withNewPasswords(foundAgain(snapshot, chosen), verifiers);
  const here = new Set(findings.map((finding) => finding.fingerprint));
  const gone = chosen
    .filter((one) => !here.has(one.fingerprint))
    .map(({ fingerprint, title }) => ({ fingerprint, title, why: 'The last scan did not find it.' }));
  const scanId = await findReadScan(targetId);
  if (scanId === null) throw new ServiceError('not-found', 'This database has no finished scan yet.');
  const plans = planFindings(findings, snapshot.facts.inventory, snapshot.policy);
  const planned: Planned[] = [];
  const refused = [...gone];
  for (const plan of plans) {
    const its = findings.filter((finding) => plan.findings.includes(finding.fingerprint));
    if (plan.kind === 'manual') {
      refused.push(...its.map(({ fingerprint, title }) => ({ fingerprint, title, why: plan.upText })));
    } else {
      planned.push({
        plan,
        kind: plan.kind,
        findings: its,
        model: null,
        version: versionOf(plan, snapshot, scanId),
      });
    }
  }
  return { planned, refused };
}

/** What a version keeps of a plan. */
export function versionOf(
  plan: Plan,
  { facts, policy }: OpenSnapshot,
  scanId: string,
  model: ModelPartRef | null = null,
): Planned['version'] {
  const { inventory } = facts;
  const state = stateFingerprint(plan.changes, inventory, plan.database);
  const triggers = eventTriggersDigest(inventory, plan.database);
  const impact = storable({
    ...impactOf(plan, inventory, policy, todayUtc()),
    stateUnknown: 'unknown' in state ? state.unknown : 'unknown' in triggers ? triggers.unknown : null,
  });
  const script = scriptBytes(plan, impact, model);
  return {
    id: randomUUID(),
    script,
    digest: sha256(script),
    upText: plan.upText,
    downText: plan.downText,
    scanId,
    stateFingerprint: 'digest' in state ? state.digest : null,
    eventTriggersDigest: 'digest' in triggers ? triggers.digest : null,
    systemIdentifier: inventory.server.systemIdentifier,
    major: Math.floor(inventory.server.versionNum / 10_000),
    impact,
  };
}
