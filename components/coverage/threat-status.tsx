import { type Mark, VerdictMark } from '#components/ui/verdict-mark.tsx';
import type { CoverageThreat } from '#lib/engine/coverage/coverage.ts';

export type ThreatStatus = CoverageThreat['status'];

/** Gaps first: the order in which threats are read. */
export const threatStatuses: readonly ThreatStatus[] = ['gap', 'partial', 'unknown', 'accepted', 'covered'];

const marks: Record<ThreatStatus, readonly [mark: Mark, word: string]> = {
  gap: ['fail', 'Gap'],
  unknown: ['unknown', 'Unknown'],
  partial: ['partial', 'Partial'],
  accepted: ['accepted', 'Accepted'],
  covered: ['pass', 'Covered'],
};

export function ThreatStatusMark({ status, quiet = false }: { status: ThreatStatus; quiet?: boolean }) {
  const [mark, word] = marks[status];
  return <VerdictMark mark={mark} word={word} quiet={quiet} />;
}
