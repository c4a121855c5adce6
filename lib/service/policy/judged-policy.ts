import { loadLayers } from '../../engine/policy/layers/load-layers.ts';
import { emptyPolicy, type Policy } from '../../engine/policy/policy.ts';
import { findPolicy } from '../db/policies.ts';
import { ServiceError } from '../errors.ts';
import type { PolicyVersions } from './policy-in-force.ts';
import { unstatedText } from './unstated-text.ts';

// A policy's identity is what analyses are kept by, so that one version is loaded once; only the last ones.
const kept = new Map<string, Policy>();
const mostKept = 16;

function gone(what: string): ServiceError {
  return new ServiceError(
    'invalid-policy',
    `${what}, which this scan was judged by, can no longer be read. Save a new version and scan again.`,
  );
}

async function textOf(targetId: string | null, version: number | null): Promise<string | null> {
  if (version === null) return null;
  const row = await findPolicy(targetId, version);
  if (row) return row.text;
  throw gone(`Version ${version} of the ${targetId === null ? "organisation's policy" : 'policy'}`);
}

/**
 * The policy a scan was judged by: the organisation's version under the database's; without either it states nothing. A version
 * that is gone or can no longer be read is an error, never a policy that states nothing: under that, much of what is wrong
 * would look right.
 */
export async function judgedPolicy(targetId: string, versions: PolicyVersions): Promise<Policy> {
  const { policyVersion, organisationPolicyVersion } = versions;
  if (policyVersion === null && organisationPolicyVersion === null) return emptyPolicy;
  const key = `${targetId} ${policyVersion} ${organisationPolicyVersion}`;
  const hit = kept.get(key);
  if (hit) return hit;
  const [database, organisation] = await Promise.all([
    textOf(targetId, policyVersion),
    textOf(null, organisationPolicyVersion),
  ]);
  const loaded = loadLayers({ organisation, database: database ?? unstatedText });
  if (!('policy' in loaded)) {
    throw gone(
      `Version ${policyVersion ?? 0} of the policy, with version ${organisationPolicyVersion ?? 0} of the organisation's`,
    );
  }
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, loaded.policy);
  return loaded.policy;
}
