import { Badge, type BadgeTone } from '#components/ui/badge.tsx';
import type { RowEffect } from '#lib/engine/analysis/row-security/policy-effect.ts';

const marks: Record<RowEffect, { readonly tone: BadgeTone; readonly words: string }> = {
  unprotected: { tone: 'neutral', words: 'all rows' },
  bypassed: { tone: 'fail', words: 'all, skips' },
  open: { tone: 'fail', words: 'all rows' },
  filtered: { tone: 'pass', words: 'some rows' },
  'deny-all': { tone: 'pass', words: 'no row' },
  unknown: { tone: 'unknown', words: 'unknown' },
};

/** What row security leaves of a command. */
export function EffectMark({ effect }: { effect: RowEffect }) {
  return <Badge tone={marks[effect].tone}>{marks[effect].words}</Badge>;
}
