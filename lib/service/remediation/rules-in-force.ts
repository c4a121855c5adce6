import { findRulesInForce } from '../db/approval-rules.ts';
import type { Transaction } from '../db/client.ts';
import { type ApprovalRule, approvalRulesSchema, defaultRules } from './approval-rule.ts';

export interface RulesInForce {
  /** 0: the built-in ones. */
  readonly version: number;
  readonly rules: readonly ApprovalRule[];
}

/** The rules that count now. Rules that cannot be read allow nothing. */
export async function rulesInForce(within?: Transaction): Promise<RulesInForce> {
  const row = await findRulesInForce(within);
  if (row === null) return { version: 0, rules: defaultRules };
  return { version: row.version ?? 0, rules: readRules(row.rules) };
}

export function readRules(json: unknown): readonly ApprovalRule[] {
  const read = approvalRulesSchema.safeParse(json);
  return read.success ? read.data : [];
}
