import { passwordProblem, scramVerifier } from '../engine/connect/scram-verifier.ts';
import { Secret } from '../engine/connect/secret.ts';
import type { Policy } from '../engine/policy/policy.ts';
import { iterationsFor, withNewPasswords } from '../engine/remediation/new-password.ts';
import { planFinding } from '../engine/remediation/plan-finding.ts';
import type { ScanResult } from '../engine/scan-result.ts';
import type { Arguments } from './arguments.ts';
import { unusable } from './command-failure.ts';
import type { Context } from './context.ts';
import { findingsWanted, type Wanted } from './wanted-findings.ts';

export const newPasswordOption = { 'new-password-from': { type: 'string' } } as const;

export const newPasswordHelp = `  --new-password-from NAME
                       mend the finding with a new password: the environment variable that holds it, or - for the first
                       line of standard input. The script gets its SCRAM verifier, never the password`;

const howToGive =
  '--new-password-from takes the name of an environment variable, or - for standard input; the password itself never stands in an argument';

async function given(name: string, { env, stdin }: Context): Promise<string> {
  if (name === '-') {
    if (stdin.isTerminal)
      throw unusable(
        'standard input is a terminal, where a password would be seen: pipe it, or name a variable',
      );
    return stdin.firstLine(1024);
  }
  // What is no name may be the password: it is not said back.
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw unusable(howToGive);
  const value = env[name];
  if (value === undefined || value === '')
    throw unusable(`${howToGive}; there is no environment variable of the name given`);
  return value;
}

/** The new password that a person gives, read before anything is contacted; null where none is. Throws `CommandFailure` (2). */
export async function newPasswordFrom(
  args: Arguments,
  wanted: Wanted,
  context: Context,
): Promise<Secret | null> {
  const name = args.text('new-password-from');
  if (name === undefined) return null;
  if (!('finding' in wanted))
    throw unusable('--new-password-from goes with --finding: a password is the password of one role');
  const password = await given(name, context);
  const problem = passwordProblem(password, '');
  if (problem !== null) throw unusable(`--new-password-from: ${problem}`);
  return new Secret(password);
}

/** The result with the plan that the new password makes of the finding. Throws `CommandFailure` (2) where none mends it. */
export function withNewPassword(
  result: ScanResult,
  wanted: Wanted,
  policy: Policy,
  password: Secret | null,
): ScanResult {
  const [finding] = password === null ? [] : findingsWanted(result, wanted);
  if (password === null || finding === undefined) return result;
  const { newPassword } = finding.remedy;
  if (newPassword === undefined)
    throw unusable('a new password does not mend this finding: leave out --new-password-from');
  const problem = passwordProblem(password.open(), newPassword.role);
  if (problem !== null) throw unusable(`--new-password-from: ${problem}`);
  const verifier = scramVerifier(password.open(), undefined, iterationsFor(result.inventory));
  const [mended = finding] = withNewPasswords([finding], new Map([[newPassword.role, verifier]]));
  return {
    ...result,
    planOf: (one) =>
      one.fingerprint === finding.fingerprint
        ? planFinding(mended, result.inventory, policy)
        : result.planOf(one),
  };
}
