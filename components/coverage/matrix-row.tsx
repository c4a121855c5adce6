import { StickyNote } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Hostile } from '#components/ui/hostile.tsx';
import { plainText } from '#components/ui/hostile-text.ts';
import type { CoverageCell } from '#lib/engine/coverage/cell.ts';
import type { MatrixRow as Row } from '#lib/service/coverage/matrix-view.ts';
import { MatrixCellButton } from './matrix-cell.tsx';
import type { MatrixColumn } from './matrix-column.ts';
import { ThreatStatusMark } from './threat-status.tsx';

export interface MatrixRowProps {
  threat: Row;
  row: number;
  columns: readonly MatrixColumn[];
  cells: readonly (Pick<CoverageCell, 'state' | 'holding' | 'applying'> | null)[];
  /** The column that is in the tab order, when it is in this row; the row itself is column 0. */
  current: number | null;
  /** Opens a cell; column 0 opens the row as a whole. */
  onOpen: (column: number) => void;
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
          onClick={() => onOpen(0)}
          className="flex min-h-9 w-full items-start gap-2 px-3 py-1.5 text-left focus-visible:-outline-offset-2"
        >
          <span className="mt-0.5">
            <ThreatStatusMark status={threat.status} quiet />
          </span>
          <span className="min-w-0 text-body">
            <Hostile text={threat.title} />
            {threat.cidrs !== null && (
              <span className="flex flex-wrap items-baseline gap-x-2 text-fine text-ink-faint">
                <Badge>Boundary</Badge>
                <span className="font-mono [overflow-wrap:anywhere]">
                  <Hostile text={threat.cidrs.join(', ')} />
                </span>
              </span>
            )}
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
                place={`${plainText(threat.title)}, ${column.control ?? column.area}`}
                current={current === index + 1}
                single={column.control !== null}
                at={`${row}:${index + 1}`}
                onOpen={() => onOpen(index + 1)}
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
        <span className="text-ink-soft">
          <Hostile text={threat.residualRisk} />
        </span>
        {threat.note && (
          <span className="mt-0.5 flex items-start gap-1.5 text-fine">
            <StickyNote className="mt-0.5 size-3.5 shrink-0 text-ink-faint" aria-label="Note" />
            <span className="line-clamp-2 print:line-clamp-none">
              <Hostile text={threat.note.text} />
            </span>
          </span>
        )}
      </td>
    </tr>
  );
}
