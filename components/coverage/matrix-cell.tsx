import { classNames } from '#components/ui/class-names.ts';
import type { CoverageCell } from '#lib/engine/coverage/cell.ts';
import type { ControlState } from '#lib/engine/coverage/coverage.ts';
import { StateMark } from './state-mark.tsx';

const grounds: Record<ControlState, string> = {
  missing: 'bg-fail-wash',
  partial: 'bg-partial-wash',
  unknown: 'bg-unknown-wash',
  accepted: 'bg-accepted-wash',
  unverified: '',
  verified: 'bg-pass-wash',
  'not-applicable': '',
};

export interface MatrixCellButtonProps {
  cell: Pick<CoverageCell, 'state' | 'holding' | 'applying'>;
  /** Threat and column, for who cannot see where the cell stands. */
  place: string;
  /** One cell of the table is in the tab order; arrow keys move from it. */
  current: boolean;
  /** The column is one control: its mark says it all, a count would only repeat it. */
  single: boolean;
  at: string;
  onOpen: () => void;
}

/** A cell that opens what is behind it. What a probe has shown is drawn solid on its own ground. */
export function MatrixCellButton({ cell, place, current, single, at, onOpen }: MatrixCellButtonProps) {
  return (
    <button
      type="button"
      data-at={at}
      tabIndex={current ? 0 : -1}
      onClick={onOpen}
      className={classNames(
        'flex h-full min-h-9 w-full min-w-9 items-center justify-center gap-1 rounded-none px-1 text-fine tabular-nums',
        'hover:outline-2 hover:outline-accent/60 hover:-outline-offset-2 focus-visible:-outline-offset-2',
        grounds[cell.state],
      )}
    >
      <span className="sr-only">{place}: </span>
      <StateMark state={cell.state} quiet />
      {!single && cell.applying > 0 && (
        <span className="text-ink-soft">
          {cell.holding}/{cell.applying}
          <span className="sr-only"> hold</span>
        </span>
      )}
    </button>
  );
}
