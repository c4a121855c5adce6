import type { BaselineApproval, Finding } from '../model/finding.ts';
import { baselineFor } from '../policy/baseline.ts';
import type { Policy } from '../policy/policy.ts';
import { evidenceDigest } from './evidence-digest.ts';

/** What the policy's baselines say of a row; rows of controls that have none are not even looked at. */
export function approvedRows(policy: Policy): (row: Finding) => BaselineApproval | null {
  const controls = new Set((policy.baselines ?? []).map((baseline) => baseline.control));
  return (row) => (controls.has(row.control) ? baselineFor(row, evidenceDigest(row.evidence), policy) : null);
}
