import { type LoadedPolicy, loadPolicy } from '../../engine/policy/load.ts';
import { ServiceError } from '../errors.ts';
import { knownControls } from './known-controls.ts';

/** A policy text, loaded. Throws `invalid-policy` with every problem, its line and what to do. */
export function readPolicy(text: string): LoadedPolicy {
  const loaded = loadPolicy(text, {
    controls: knownControls(),
    today: new Date().toISOString().slice(0, 10),
  });
  if ('policy' in loaded) return loaded;
  const [first] = loaded.problems;
  const message = first ? `Line ${first.line}: ${first.message}` : 'This is not a policy.';
  throw new ServiceError('invalid-policy', message, loaded.problems);
}
