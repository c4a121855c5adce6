import { createHash } from 'node:crypto';
import { canonicalJson } from '../model/canonical-json.ts';
import { compareText } from '../model/compare-text.ts';
import { contradictions } from './contradictions.ts';
import { type Policy, policySchema } from './policy.ts';
import type { PolicyProblem, ProblemAt } from './policy-problem.ts';
import { schemaProblems } from './schema-problems.ts';
import type { KnownIds } from './unknown-control.ts';
import { parseYaml, type YamlDocument } from './yaml-document.ts';

export interface LoadedPolicy {
  readonly policy: Policy;
  /** SHA-256 of the document's canonical JSON, hex: comments, layout and the order of keys do not change it. */
  readonly digest: string;
  /** What does not stop it, but is probably not meant. */
  readonly warnings: readonly PolicyProblem[];
}

/** Reports the first hundred: whoever has more has one cause, not a hundred. */
const problemLimit = 100;

/** As they stand in the text. */
export function ordered<Problem extends PolicyProblem>(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((a, b) => a.line - b.line || a.column - b.column || compareText(a.path, b.path));
}

const rank = (problem: ProblemAt) => (problem.severity === 'warning' ? 1 : 0);

/** Deeply. */
export function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const item of Object.values(value)) freeze(item);
}

/** SHA-256 of a policy's canonical JSON, hex. */
export function policyDigest(policy: Policy): string {
  return createHash('sha256').update(canonicalJson(policy)).digest('hex');
}

/** A document that has the shape of a policy; what it says may still contradict itself. */
export interface PolicyDocument {
  readonly policy: Policy;
  readonly locate: YamlDocument['locate'];
}

/** Reads a text as far as its shape: not YAML, too large, unknown keys, wrong values. */
export function readDocument(text: string): PolicyDocument | { readonly problems: readonly PolicyProblem[] } {
  const document = parseYaml(text);
  if ('problems' in document) return document;
  const parsed = policySchema.safeParse(document.value);
  if (parsed.success) return { policy: parsed.data, locate: document.locate };
  const all = schemaProblems(parsed.error, document.value, problemLimit);
  return { problems: ordered(all.map(document.locate)) };
}

/** Errors first, so that the limit cannot cut the one that counts. */
export function mostImportant(said: readonly ProblemAt[]): readonly ProblemAt[] {
  return [...said].sort((a, b) => rank(a) - rank(b)).slice(0, problemLimit);
}

/**
 * Reads a policy document. Every problem has its line, its column and what to do; with any error there is no policy.
 * `known` names the controls and today's day where the caller has them: ids that do not exist are then errors, and
 * exceptions that are over are warnings.
 */
export function loadPolicy(
  text: string,
  known: KnownIds = {},
): LoadedPolicy | { readonly problems: readonly PolicyProblem[] } {
  const document = readDocument(text);
  if ('problems' in document) return document;
  const { policy, locate } = document;
  const found = mostImportant(contradictions(policy, known)).map(locate);
  if (found.some((problem) => problem.severity === 'error')) return { problems: ordered(found) };
  freeze(policy);
  return { policy, digest: policyDigest(policy), warnings: ordered(found) };
}
