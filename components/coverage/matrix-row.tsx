import { classNames } from '#components/ui/class-names.ts';
import { Hostile } from '#components/ui/hostile.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import type { CoverageThreat } from '#lib/engine/coverage/coverage.ts';
import type { MatrixCell, MatrixColumn } from './cell.ts';
import type { OpenCell } from './cell-panel.tsx';
import { MatrixCellButton } from './matrix-cell.tsx';
import { ThreatStatusMark } from './threat-status.tsx';

export interface MatrixRowProps {
  threat: CoverageThreat;
  row: number;
  columns: readonly MatrixColumn[];
  cells: readonly (MatrixCell | null)[];
  /** The column that is in the tab order, when it is in this row. */
  current: number | null;
  onOpen: (column: number, cell: OpenCell) => void;
}

export function MatrixRow({ threat, row, columns, cells, current, onOpen }: MatrixRowProps) {
  return (
    <tr className="group">
      <th
        scope="row"
        className="sticky left-0 z-10 min-w-60 min-[1400px]:min-w-72 border-r border-b bg-surface p-0 font-normal group-hover:bg-canvas"
      >
        <button
          type="button"
          data-at={`${row}:0`}
          tabIndex={current === 0 ? 0 : -1}
          onClick={() => onOpen(0, { threat, area: null, controls: threat.controls })}
          className="flex min-h-9 w-full items-start gap-2 px-3 py-1.5 text-left focus-visible:-outline-offset-2"
        >
          <span className="mt-0.5">
            <ThreatStatusMark status={threat.status} quiet />
          </span>
          <span className="text-body">
            <Hostile text={threat.title} />
          </span>
        </button>
      </th>
      {columns.map((column, index) => {
        const cell = cells[index] ?? null;
        const key = `${column.area}/${column.control ?? ''}`;
        return (
          <td
            key={key}
            className={classNames('h-px border-r border-b p-0', column.control !== null && 'bg-canvas')}
          >
            {cell ? (
              <MatrixCellButton
                cell={cell}
                place={`${threat.title}, ${column.control ?? column.area}`}
                current={current === index + 1}
                single={column.control !== null}
                at={`${row}:${index + 1}`}
                onOpen={() => onOpen(index + 1, { threat, area: column.area, controls: cell.controls })}
              />
            ) : (
              <>
                <span aria-hidden="true" className="block text-center text-line-strong">
                  ·
                </span>
                <span className="sr-only">no control</span>
              </>
            )}
          </td>
        );
      })}
      <td className="border-b px-3 py-1.5 align-top">
        <span className="flex items-start gap-2">
          {threat.controls.length === 0 && threat.setAside === null && (
            <VerdictMark mark="fail" word="No control" />
          )}
          <span className="text-ink-soft">
            <Hostile text={threat.setAside ?? threat.residualRisk} />
          </span>
        </span>
      </td>
    </tr>
  );
}
