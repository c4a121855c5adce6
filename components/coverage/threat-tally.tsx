'use client';

import { classNames } from '#components/ui/class-names.ts';
import type { CoverageThreat } from '#lib/engine/coverage/coverage.ts';
import { type ThreatStatus, ThreatStatusMark, threatStatuses } from './threat-status.tsx';

export interface ThreatTallyProps {
  threats: readonly CoverageThreat[];
  only: ThreatStatus | null;
  onOnly: (status: ThreatStatus | null) => void;
}

/** How many threats stand how; pressing a figure shows only those. */
export function ThreatTally({ threats, only, onOnly }: ThreatTallyProps) {
  return (
    <fieldset className="mb-4 flex flex-wrap gap-2">
      <legend className="sr-only">Show only threats that are</legend>
      {threatStatuses.map((status) => {
        const count = threats.filter((threat) => threat.status === status).length;
        const pressed = only === status;
        return (
          <button
            key={status}
            type="button"
            aria-pressed={pressed}
            disabled={count === 0}
            onClick={() => onOnly(pressed ? null : status)}
            className={classNames(
              'flex items-baseline gap-2.5 rounded-md border px-3 py-1.5',
              pressed ? 'border-accent bg-accent-wash' : 'bg-surface enabled:hover:border-line-strong',
            )}
          >
            <span className="text-lead font-semibold tabular-nums">{count}</span>
            <ThreatStatusMark status={status} />
          </button>
        );
      })}
    </fieldset>
  );
}
