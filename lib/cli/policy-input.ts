import { registry } from '../engine/controls/registry.ts';
import { type LayerProblem, type LoadedLayers, loadLayers } from '../engine/policy/layers/load-layers.ts';
import { policyDigest } from '../engine/policy/load.ts';
import { emptyPolicy, type Policy } from '../engine/policy/policy.ts';
import type { PolicyProblem } from '../engine/policy/policy-problem.ts';
import { policyByteLimit } from '../engine/policy/yaml-document.ts';
import { unusable } from './command-failure.ts';
import type { Context } from './context.ts';
import { readInput } from './read-input.ts';

/** `--policy`, which may be given twice: the organisation's, then the database's. */
export const policyOption = { type: 'string', multiple: true } as const;

export const policyHelp = `  --policy FILE        the security architecture to judge by (docs/policy.md); given twice, the first is the
                       organisation's default and the second the database's own, laid over it`;

/** `file:line:column: path: message remedy`, as compilers write it. */
export function problemLine(file: string, problem: PolicyProblem): string {
  const path = problem.path === '' ? '' : ` ${problem.path}:`;
  return `${file}:${problem.line}:${problem.column}: ${problem.severity}:${path} ${problem.message} ${problem.remedy}`;
}

/** One or two documents, read and laid over each other. */
export interface CheckedPolicy {
  readonly loaded: LoadedLayers | { readonly problems: readonly LayerProblem[] };
  /** The problem as a compiler writes it, with the file it stands in. */
  line(problem: LayerProblem): string;
}

/**
 * Reads policy files and checks them against this version's controls: one, or the organisation's and the database's over it.
 * Throws `CommandFailure` (2) when one cannot be read at all, or there are more.
 */
export function checkPolicyFiles(files: readonly string[], context: Context): CheckedPolicy {
  if (files.length > 2)
    throw unusable("a policy has at most two layers: give the organisation's file, then the database's");
  const [above, own = ''] = files.length === 2 ? files : [undefined, files[0]];
  const known = {
    controls: registry.map((control) => control.id),
    today: context.now().toISOString().slice(0, 10),
  };
  const organisation = above === undefined ? null : readInput(above, policyByteLimit);
  const loaded = loadLayers({ organisation, database: readInput(own, policyByteLimit) }, known);
  return {
    loaded,
    line: (problem) => problemLine(problem.layer === 'organisation' ? (above ?? own) : own, problem),
  };
}

/** The policy to judge by, and its warnings as lines. */
export interface PolicyInput {
  readonly policy: Policy;
  /** SHA-256 of what is judged by, hex: of both layers where there are two. */
  readonly digest: string;
  readonly warnings: readonly string[];
}

/** The policy of `--policy`; without any, one that states nothing. Throws `CommandFailure` (2) with the first problem. */
export function policyFrom(files: readonly string[], context: Context): PolicyInput {
  if (files.length === 0) return { policy: emptyPolicy, digest: policyDigest(emptyPolicy), warnings: [] };
  const { loaded, line } = checkPolicyFiles(files, context);
  if ('policy' in loaded) return { ...loaded, warnings: loaded.warnings.map(line) };
  const errors = loaded.problems.filter((problem) => problem.severity === 'error');
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more: postern policy check lists them)` : '';
  throw unusable(first ? `${line(first)}${more}` : `${files.join(', ')}: unusable policy`);
}
