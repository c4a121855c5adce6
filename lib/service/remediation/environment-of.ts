import { policyInForce } from '../policy/policy-in-force.ts';
import { readLayers } from '../policy/read-layers.ts';
import { type Environment, environments } from './approval-rule.ts';

/** What a database is used for, by the policy in force; unstated counts as production. Throws where the policy cannot be read. */
export async function environmentOf(targetId: string): Promise<Environment> {
  const { texts } = await policyInForce(targetId);
  return storedEnvironment(readLayers(texts).policy.system?.environment ?? '');
}

export function storedEnvironment(text: string): Environment {
  return environments.find((one) => one === text) ?? 'production';
}
