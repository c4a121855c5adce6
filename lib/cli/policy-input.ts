import { registry } from '../engine/controls/registry.ts';
import { type LoadedPolicy, loadPolicy, policyDigest } from '../engine/policy/load.ts';
import { emptyPolicy } from '../engine/policy/policy.ts';
import type { PolicyProblem } from '../engine/policy/policy-problem.ts';
import { policyByteLimit } from '../engine/policy/yaml-document.ts';
import { unusable } from './command-failure.ts';
import type { Context } from './context.ts';
import { readInput } from './read-input.ts';

/** `file:line:column: path: message remedy`, as compilers write it. */
export function problemLine(file: string, problem: PolicyProblem): string {
  const path = problem.path === '' ? '' : ` ${problem.path}:`;
  return `${file}:${problem.line}:${problem.column}: ${problem.severity}:${path} ${problem.message} ${problem.remedy}`;
}

/** Reads and checks a policy file against this version's controls. Throws `CommandFailure` (2) when it cannot be read at all. */
export function checkPolicyFile(file: string, context: Context) {
  const controls = registry.map((control) => control.id);
  return loadPolicy(readInput(file, policyByteLimit), {
    controls,
    today: context.now().toISOString().slice(0, 10),
  });
}

/** The policy to judge by: the file's, or one that states nothing. Throws `CommandFailure` (2) with the first problem. */
export function policyFrom(file: string | undefined, context: Context): LoadedPolicy {
  if (file === undefined) return { policy: emptyPolicy, digest: policyDigest(emptyPolicy), warnings: [] };
  const checked = checkPolicyFile(file, context);
  if (!('problems' in checked)) return checked;
  const errors = checked.problems.filter((problem) => problem.severity === 'error');
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more: postern policy check lists them)` : '';
  throw unusable(first ? `${problemLine(file, first)}${more}` : `${file}: unusable policy`);
}
