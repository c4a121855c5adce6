import { canonicalJson } from '../../engine/model/canonical-json.ts';
import type { RulesRow } from '../db/approval-rules.ts';
import { sealHolds, sealOf } from '../secrets/seal.ts';

/** All that a stored set of rules says, with who wrote and who decided it: nothing of it may be another when it is weighed. */
function sealedText(row: Omit<RulesRow, 'seal'>): string {
  const { id, version, rules, authorId, reason, createdAt, loosens, state } = row;
  const { deciderId, decidedAt, decision } = row;
  return canonicalJson({
    id,
    version,
    rules,
    authorId,
    reason,
    createdAt: createdAt.toISOString(),
    loosens,
    state,
    deciderId,
    decidedAt: decidedAt?.toISOString() ?? null,
    decision,
  });
}

/** The row as it is written down. */
export function withSeal(row: Omit<RulesRow, 'seal'>): RulesRow {
  return { ...row, seal: sealOf('postern approval rules', sealedText(row)) };
}

/** Whether Postern wrote the row as it stands now. */
export function isSealed({ seal, ...row }: RulesRow): boolean {
  return sealHolds('postern approval rules', sealedText(row), seal);
}
