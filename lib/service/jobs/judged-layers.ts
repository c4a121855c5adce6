import type { Policy } from '../../engine/policy/policy.ts';
import { readLayers } from '../policy/read-layers.ts';
import type { JudgedBy } from './thread-message.ts';

/** The policy to judge by: the layers over each other, and under both what the registration says of the hosting. */
export function judgedLayers({ layers, substrate }: JudgedBy): Policy {
  const { policy } = readLayers(layers);
  if (substrate === null || policy.system?.substrate !== undefined) return policy;
  return { ...policy, system: { ...policy.system, substrate } };
}
