import {
  Ban,
  CheckCheck,
  Circle,
  CircleDashed,
  Hammer,
  ListChecks,
  RotateCcw,
  ShieldCheck,
} from 'lucide-react';
import { Badge, type BadgeTone } from '#components/ui/badge.tsx';
import type { ShownState } from '#lib/service/findings/finding-state.ts';
import { stateNames } from './shown-states.ts';

const looks: Readonly<Record<ShownState, readonly [BadgeTone, typeof Circle]>> = {
  open: ['neutral', Circle],
  reopened: ['fail', RotateCcw],
  'in-remediation': ['accent', Hammer],
  accepted: ['accepted', ShieldCheck],
  'false-positive': ['neutral', Ban],
  baseline: ['pass', ListChecks],
  'not-looked-at': ['unknown', CircleDashed],
  fixed: ['pass', CheckCheck],
};

/** A finding's state: a colour, a shape and a word. */
export function StateMark({ state }: { state: ShownState }) {
  const [tone, Shape] = looks[state];
  return (
    <Badge tone={tone}>
      <Shape className="size-3" aria-hidden="true" />
      {stateNames[state]}
    </Badge>
  );
}
