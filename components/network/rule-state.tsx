import { Badge, type BadgeTone } from '#components/ui/badge.tsx';
import type { RuleState } from '#lib/service/network/network-overview.ts';

const marks: Record<RuleState, { readonly tone: BadgeTone; readonly words: string }> = {
  accepts: { tone: 'neutral', words: 'lets in' },
  rejects: { tone: 'pass', words: 'rejects' },
  shadowed: { tone: 'partial', words: 'never decides' },
  'too-late': { tone: 'fail', words: 'rejects too late' },
  inert: { tone: 'partial', words: 'cannot match' },
};

export function RuleStateMark({ state }: { state: RuleState }) {
  return <Badge tone={marks[state].tone}>{marks[state].words}</Badge>;
}
