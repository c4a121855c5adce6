import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadPolicy } from '../lib/engine/policy/load.ts';
import { emptyPolicy, type Policy } from '../lib/engine/policy/policy.ts';

/** The policy a measured child process was told to judge by; the empty one where it was told none. */
export function measuredPolicy(): Policy {
  const { values } = parseArgs({ strict: false, options: { policy: { type: 'string' } } });
  if (typeof values.policy !== 'string') return emptyPolicy;
  const loaded = loadPolicy(readFileSync(values.policy, 'utf8'));
  if ('policy' in loaded) return loaded.policy;
  throw new Error(JSON.stringify(loaded.problems));
}
