import { findPolicy } from '../db/policies.ts';
import type { LayerTexts } from './read-layers.ts';
import { unstatedText } from './unstated-text.ts';

/** Which versions a database is judged by; null where that layer has none. */
export interface PolicyVersions {
  readonly policyVersion: number | null;
  readonly organisationPolicyVersion: number | null;
}

export interface PolicyInForce extends PolicyVersions {
  readonly texts: LayerTexts;
}

/** What a database is judged by now: the organisation's default, and its own policy over it. */
export async function policyInForce(targetId: string): Promise<PolicyInForce> {
  const [organisation, database] = await Promise.all([findPolicy(null, null), findPolicy(targetId, null)]);
  return {
    policyVersion: database?.version ?? null,
    organisationPolicyVersion: organisation?.version ?? null,
    texts: { organisation: organisation?.text ?? null, database: database?.text ?? unstatedText },
  };
}

export const sameVersions = (one: PolicyVersions, other: PolicyVersions) =>
  one.policyVersion === other.policyVersion &&
  one.organisationPolicyVersion === other.organisationPolicyVersion;
