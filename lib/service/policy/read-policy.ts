import { type LayerProblem, loadLayers } from '../../engine/policy/layers/load-layers.ts';
import { loadPolicy, policyDigest, readDocument } from '../../engine/policy/load.ts';
import type { Policy } from '../../engine/policy/policy.ts';
import type { PolicyProblem } from '../../engine/policy/policy-problem.ts';
import { database, type Transaction } from '../db/client.ts';
import { findPoliciesInForce, findPolicy } from '../db/policies.ts';
import { ServiceError } from '../errors.ts';
import { knownControls } from './known-controls.ts';
import { layerSentence } from './read-layers.ts';

/** One document by itself, whatever it is laid over. */
export interface ReadPolicy {
  readonly policy: Policy;
  readonly digest: string;
  readonly warnings: readonly PolicyProblem[];
}

function refuse(problems: readonly PolicyProblem[]): ServiceError {
  const first = problems.find((problem) => problem.severity === 'error') ?? problems[0];
  const message = first ? `Line ${first.line}: ${first.message}` : 'This is not a policy.';
  return new ServiceError('invalid-policy', message, problems);
}

const known = () => ({ controls: knownControls(), today: new Date().toISOString().slice(0, 10) });

function refuseLayers(problems: readonly LayerProblem[]): ServiceError {
  const first = problems.find((problem) => problem.severity === 'error') ?? problems[0];
  const foreign = first?.layer === 'organisation';
  return foreign && first
    ? new ServiceError('invalid-policy', layerSentence(first), problems)
    : refuse(problems);
}

/**
 * A database's policy, as it would lie over the organisation's. Throws `invalid-policy` with every problem, its line and what to
 * do; what the two contradict each other in among them.
 */
export async function readDatabasePolicy(
  text: string,
  transaction: Transaction = database(),
): Promise<ReadPolicy> {
  const own = readDocument(text);
  if ('problems' in own) throw refuse(own.problems);
  const organisation = (await findPolicy(null, null, transaction))?.text ?? null;
  const loaded = loadLayers({ organisation, database: text }, known());
  if ('problems' in loaded) throw refuseLayers(loaded.problems);
  return { policy: own.policy, digest: policyDigest(own.policy), warnings: loaded.warnings };
}

/** The organisation's policy, as it would lie under every database's: none may come to contradict it. */
export async function readOrganisationPolicy(text: string, transaction: Transaction): Promise<ReadPolicy> {
  const loaded = loadPolicy(text, known());
  if ('problems' in loaded) throw refuse(loaded.problems);
  for (const { name, text: over } of await findPoliciesInForce(transaction)) {
    const layered = loadLayers({ organisation: text, database: over });
    if (!('problems' in layered)) continue;
    const first = layered.problems.find((problem) => problem.severity === 'error');
    const message = `It does not go with the policy of ${name}. ${first ? layerSentence(first) : ''}`;
    throw new ServiceError('invalid-policy', message, layered.problems);
  }
  return loaded;
}
