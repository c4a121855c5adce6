'use client';

import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { Area } from '#lib/engine/model/area.ts';
import type { CoverageQuery } from '#lib/service/coverage/coverage-query.ts';
import type { MatrixArea, MatrixRow as Row } from '#lib/service/coverage/matrix-view.ts';
import { type Place, placeAfter } from './arrow-keys.ts';
import { CellPanel, type OpenCell } from './cell-panel.tsx';
import type { ControlDetail } from './control-detail.ts';
import { coverageSearch } from './coverage-address.ts';
import { cellAt, columnsOf, controlsAt } from './matrix-column.ts';
import { MatrixHead } from './matrix-head.tsx';
import { MatrixRow } from './matrix-row.tsx';

export interface MatrixProps {
  rows: readonly Row[];
  areas: readonly MatrixArea[];
  query: CoverageQuery;
  controls: Readonly<Record<string, ControlDetail>>;
  targetId: string;
  mayAnnotate: boolean;
}

/** The matrix of threats and boundaries: a real table whose cells are reached by arrow keys and open what is behind them. */
export function Matrix({ rows, areas, query, controls, targetId, mayAnnotate }: MatrixProps) {
  const [unfolded, setUnfolded] = useState<ReadonlySet<Area>>(new Set(query.unfold));
  const [place, setPlace] = useState<Place>([0, 0]);
  // By key and column, not by value: when a note was written and the page comes again, the panel shows the new one.
  const [open, setOpen] = useState<{ readonly key: string; readonly column: number } | null>(null);
  const table = useRef<HTMLTableElement>(null);

  const columns = useMemo(() => columnsOf(areas, unfolded), [areas, unfolded]);
  const cells = useMemo(
    () => rows.map((row) => columns.map((column) => cellAt(row, column))),
    [rows, columns],
  );

  // Column 0 is the row itself; the areas follow.
  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLElement)) return;
    const from = event.target.dataset.at?.split(':').map(Number);
    if (from?.[0] === undefined || from[1] === undefined) return;
    const filled = (row: number, column: number) => column === 0 || Boolean(cells[row]?.[column - 1]);
    const next = placeAfter(event.key, [from[0], from[1]], [rows.length, columns.length + 1], filled);
    if (!next) return;
    event.preventDefault();
    setPlace(next);
    const target = table.current?.querySelector(`[data-at="${next[0]}:${next[1]}"]`);
    if (target instanceof HTMLElement) target.focus();
  }

  function toggle(area: Area) {
    const next = new Set(unfolded);
    if (!next.delete(area)) next.add(area);
    setUnfolded(next);
    setPlace([0, 0]);
    // In the address, so that what is exported or sent on is what is seen; without asking the server again.
    const unfold = areas.map((one) => one.area).filter((one) => next.has(one));
    window.history.replaceState(null, '', window.location.pathname + coverageSearch(query, { unfold }));
  }

  return (
    <>
      <section
        aria-label="Threats and boundaries, and the controls that stand against them"
        data-matrix=""
        className="relative max-h-[calc(100vh-7rem)] overflow-auto rounded-sm border border-line-strong/60 bg-surface print:max-h-none print:overflow-visible print:border-0"
      >
        <table ref={table} onKeyDown={onKeyDown} className="w-full text-left">
          <caption className="sr-only">
            Coverage: one row a threat or boundary, one column an area. Arrow keys move, Enter opens a cell.
          </caption>
          <MatrixHead columns={columns} unfolded={unfolded} controls={controls} onToggle={toggle} />
          <tbody>
            {rows.map((threat, row) => (
              <MatrixRow
                key={threat.key}
                threat={threat}
                row={row}
                columns={columns}
                cells={cells[row] ?? []}
                current={place[0] === row ? place[1] : null}
                onOpen={(column) => {
                  setPlace([row, column]);
                  setOpen({ key: threat.key, column });
                }}
              />
            ))}
          </tbody>
        </table>
      </section>
      <CellPanel
        open={open && opened(rows, open, open.column === 0 ? null : (columns[open.column - 1] ?? null))}
        controls={controls}
        targetId={targetId}
        database={query.database}
        mayAnnotate={mayAnnotate}
        onClose={() => setOpen(null)}
      />
    </>
  );
}

function opened(
  rows: readonly Row[],
  { key }: { readonly key: string },
  column: Parameters<typeof controlsAt>[1] | null,
): OpenCell | null {
  const row = rows.find((one) => one.key === key);
  if (!row) return null;
  return column === null
    ? { row, area: null, controls: row.controls }
    : { row, area: column.area, controls: controlsAt(row, column) };
}
