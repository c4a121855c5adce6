import { loadScriptParser } from '../../engine/remediation/check-script.ts';
import { modelPlans } from '../../engine/remediation/model-ddl/model-plans.ts';
import { policyInForce } from '../policy/policy-in-force.ts';
import { readLayers } from '../policy/read-layers.ts';
import { keptFacts } from '../snapshot/kept-facts.ts';
import { partOf } from './model-part.ts';
import type { Held } from './move-remediation.ts';
import { readScript } from './script-content.ts';

export interface ModelProof {
  /** Why a scan does not prove it, in a sentence; null where it does. */
  readonly why: string | null;
}

/**
 * Whether the snapshot of a scan shows that what was drafted from the model is done: by the policy in force nothing of that part is
 * left to do. Null for a remediation that was drafted from findings.
 */
export async function modelProof(
  held: Pick<Held, 'targetId' | 'version'>,
  scanId: string,
): Promise<ModelProof | null> {
  const { model } = readScript(held.version.script, held.version.digest);
  if (model === undefined) return null;
  const [facts, { texts }] = await Promise.all([
    keptFacts(scanId),
    policyInForce(held.targetId),
    loadScriptParser(),
  ]);
  const left = partOf(modelPlans(facts, readLayers(texts).policy), model);
  if (left === null) return { why: null };
  if (left.unplanned !== null)
    return { why: 'The scan could not tell whether the policy asks for more of this part.' };
  if (left.changes.length === 0) return { why: null };
  const count = left.changes.length;
  return {
    why: `The policy still asks for ${count} ${count === 1 ? 'change' : 'changes'} of this part of the model.`,
  };
}
