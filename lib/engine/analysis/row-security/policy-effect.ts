import type { ExpressionJudgement } from './judge-expression.ts';
import type { JudgedPolicy } from './judged-policy.ts';

export const rowCommands = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;

export type RowCommand = (typeof rowCommands)[number];

/**
 * What row security leaves of a command: nothing of it applies (`unprotected`, `bypassed`), it lets every row through
 * (`open`), some (`filtered`) or none (`deny-all`); `unknown` where an expression could not be judged.
 */
export type RowEffect = 'unprotected' | 'bypassed' | 'open' | 'filtered' | 'deny-all' | 'unknown';

/** Which expression counts: `using` for rows that are there, `check` for rows that come to be. */
export type PolicySide = 'using' | 'check';

export function sideOf(command: RowCommand): PolicySide {
  return command === 'INSERT' ? 'check' : 'using';
}

const allows = (judged: ExpressionJudgement): RowEffect =>
  judged.parseError !== null
    ? 'unknown'
    : judged.constant === 'true'
      ? 'open'
      : judged.constant === 'false'
        ? 'deny-all'
        : 'filtered';

/**
 * The policies that apply, put together as the server does: some permissive one has to let a row through and no
 * restrictive one may stop it. A missing expression drops the policy, so a permissive policy without one denies
 * (`rewrite/rowsecurity.c`, `add_security_quals` and `add_with_check_options`).
 */
export function policyEffect(
  policies: readonly JudgedPolicy[],
  command: RowCommand,
  side: PolicySide,
): RowEffect {
  const permissive: RowEffect[] = [];
  const restrictive: RowEffect[] = [];
  for (const { row, using, check } of policies) {
    const judged = side === 'using' ? using : check;
    if (judged === null || (row.command !== 'ALL' && row.command !== command)) continue;
    (row.permissive ? permissive : restrictive).push(allows(judged));
  }
  if (restrictive.includes('deny-all') || permissive.every((effect) => effect === 'deny-all'))
    return 'deny-all';
  const widest = permissive.includes('open')
    ? 'open'
    : permissive.includes('unknown')
      ? 'unknown'
      : 'filtered';
  if (widest === 'filtered' || restrictive.includes('filtered'))
    return widest === 'unknown' ? 'unknown' : 'filtered';
  return restrictive.includes('unknown') ? 'unknown' : widest;
}
