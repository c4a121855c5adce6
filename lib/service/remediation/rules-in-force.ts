import { findRulesInForce, type RulesRow } from '../db/approval-rules.ts';
import type { Transaction } from '../db/client.ts';
import { type ApprovalRule, approvalRulesSchema, defaultRules } from './approval-rule.ts';
import { isSealed } from './rules-seal.ts';

export interface RulesInForce {
  /** 0: the built-in ones. */
  readonly version: number;
  /** Empty where there is a `problem`: nothing is allowed. */
  readonly rules: readonly ApprovalRule[];
  /** Why the stored rules are not believed, in a sentence; null where they are. */
  readonly problem: string | null;
}

/** The rules that count now. Rules that Postern did not write as they stand, or that cannot be read, allow nothing. */
export async function rulesInForce(within?: Transaction): Promise<RulesInForce> {
  const row = await findRulesInForce(within);
  if (row === null) return { version: 0, rules: defaultRules, problem: null };
  const problem = rulesProblem(row);
  return { version: row.version ?? 0, rules: problem === null ? readRules(row.rules) : [], problem };
}

/** Why a stored set of rules is not believed, in a sentence. */
export function rulesProblem(row: RulesRow): string | null {
  if (!isSealed(row))
    return 'The approval rules stored are not what Postern wrote: they were changed in its database, or its session secret is another. Nothing is allowed until two administrators write them anew.';
  if (!approvalRulesSchema.safeParse(row.rules).success)
    return 'The approval rules stored cannot be read. Nothing is allowed until two administrators write them anew.';
  return null;
}

export function readRules(json: unknown): readonly ApprovalRule[] {
  const read = approvalRulesSchema.safeParse(json);
  return read.success ? read.data : [];
}
