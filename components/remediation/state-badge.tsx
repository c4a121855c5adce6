import { Badge, type BadgeTone } from '#components/ui/badge.tsx';
import type { RemediationState } from '#lib/service/remediation/remediation-state.ts';
import { stateWords } from './remediation-states.ts';

const tones: Readonly<Record<RemediationState, BadgeTone>> = {
  draft: 'neutral',
  submitted: 'partial',
  approved: 'accent',
  scheduled: 'accent',
  applying: 'accent',
  applied: 'partial',
  verified: 'pass',
  closed: 'neutral',
  rejected: 'fail',
  expired: 'neutral',
  withdrawn: 'neutral',
  'needs-human': 'fail',
  failed: 'fail',
  'handed-off': 'accepted',
  undone: 'neutral',
};

/** Where a remediation stands, in a word on a wash. */
export function StateBadge({ state }: { state: RemediationState }) {
  return <Badge tone={tones[state]}>{stateWords[state]}</Badge>;
}
