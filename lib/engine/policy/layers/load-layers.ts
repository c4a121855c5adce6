import { contradictions } from '../contradictions.ts';
import { freeze, loadPolicy, mostImportant, ordered, policyDigest, readDocument } from '../load.ts';
import { emptyPolicy, type Policy } from '../policy.ts';
import type { PolicyProblem, ProblemAt } from '../policy-problem.ts';
import type { KnownIds } from '../unknown-control.ts';
import { type LayeredPolicy, layerPolicies, type PolicyLayer } from './layer-policies.ts';

/** A problem, and the document it stands in. */
export interface LayerProblem extends PolicyProblem {
  readonly layer: PolicyLayer;
}

export interface LoadedLayers {
  readonly policy: Policy;
  /** SHA-256 of the canonical JSON of the two laid over each other, hex. */
  readonly digest: string;
  readonly warnings: readonly LayerProblem[];
  readonly originOf: LayeredPolicy['originOf'];
  /** Finds in which document, and where in it, a problem of the layered policy stands. */
  locate(problem: ProblemAt): LayerProblem;
}

const inLayer = (layer: PolicyLayer) => (problem: PolicyProblem) => ({ ...problem, layer });

/**
 * Reads the organisation's default (null: there is none) and a database's policy, and lays the second over the first. The
 * default must stand alone; the database's may refer to what the default says. What both say together is held against itself:
 * every problem names the layer whose line it is.
 */
export function loadLayers(
  texts: { readonly organisation: string | null; readonly database: string },
  known: KnownIds = {},
): LoadedLayers | { readonly problems: readonly LayerProblem[] } {
  const alone = texts.organisation === null ? null : loadPolicy(texts.organisation, known);
  const below = texts.organisation === null ? null : readDocument(texts.organisation);
  if (alone !== null && 'problems' in alone) return { problems: alone.problems.map(inLayer('organisation')) };
  if (below !== null && 'problems' in below) return { problems: below.problems.map(inLayer('organisation')) };
  const own = readDocument(texts.database);
  if ('problems' in own) return { problems: own.problems.map(inLayer('database')) };
  const layered = layerPolicies(below?.policy ?? emptyPolicy, own.policy);
  const place = (problem: ProblemAt): LayerProblem => {
    const { layer, path } = layered.originOf(problem.path);
    const { locate } = layer === 'organisation' && below !== null ? below : own;
    return { ...locate({ ...problem, path }), layer };
  };
  const found = mostImportant(contradictions(layered.policy, known)).map(place);
  const inOrder = [
    ...ordered(found.filter((problem) => problem.layer === 'organisation')),
    ...ordered(found.filter((problem) => problem.layer === 'database')),
  ];
  if (inOrder.some((problem) => problem.severity === 'error')) return { problems: inOrder };
  freeze(layered.policy);
  const { policy, originOf } = layered;
  return { policy, digest: policyDigest(policy), warnings: inOrder, originOf, locate: place };
}
