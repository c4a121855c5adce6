'use client';

import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import type { CoverageThreat } from '#lib/engine/coverage/coverage.ts';
import type { Area } from '#lib/engine/model/area.ts';
import { type Place, placeAfter } from './arrow-keys.ts';
import { cellOf, columnsOf, controlsAt } from './cell.ts';
import { CellPanel, type OpenCell } from './cell-panel.tsx';
import type { ControlDetail } from './control-detail.ts';
import { MatrixHead } from './matrix-head.tsx';
import { MatrixRow } from './matrix-row.tsx';
import type { ThreatStatus } from './threat-status.tsx';
import { ThreatTally } from './threat-tally.tsx';

export interface MatrixProps {
  threats: readonly CoverageThreat[];
  controls: Readonly<Record<string, ControlDetail>>;
  /** Where this database's findings are; finding addresses are below it. */
  findingsHref: string;
}

/** The threat → control matrix: a real table whose cells are reached by arrow keys and open what is behind them. */
export function Matrix({ threats, controls, findingsHref }: MatrixProps) {
  const [unfolded, setUnfolded] = useState<ReadonlySet<Area>>(new Set());
  const [only, setOnly] = useState<ThreatStatus | null>(null);
  const [place, setPlace] = useState<Place>([0, 0]);
  const [open, setOpen] = useState<OpenCell | null>(null);
  const table = useRef<HTMLTableElement>(null);

  const shown = useMemo(
    () => threats.filter((threat) => only === null || threat.status === only),
    [threats, only],
  );
  const columns = useMemo(() => columnsOf(threats, unfolded), [threats, unfolded]);
  const cells = useMemo(
    () => shown.map((threat) => columns.map((column) => cellOf(controlsAt(threat, column)))),
    [shown, columns],
  );

  // Column 0 is the threat itself; the areas follow.
  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLElement)) return;
    const from = event.target.dataset.at?.split(':').map(Number);
    if (from?.[0] === undefined || from[1] === undefined) return;
    const filled = (row: number, column: number) => column === 0 || Boolean(cells[row]?.[column - 1]);
    const next = placeAfter(event.key, [from[0], from[1]], [shown.length, columns.length + 1], filled);
    if (!next) return;
    event.preventDefault();
    setPlace(next);
    const target = table.current?.querySelector(`[data-at="${next[0]}:${next[1]}"]`);
    if (target instanceof HTMLElement) target.focus();
  }

  const toggle = useCallback((area: Area) => {
    setUnfolded((before) => {
      const after = new Set(before);
      if (!after.delete(area)) after.add(area);
      return after;
    });
    setPlace([0, 0]);
  }, []);

  return (
    <>
      <ThreatTally
        threats={threats}
        only={only}
        onOnly={(status) => {
          setOnly(status);
          setPlace([0, 0]);
        }}
      />
      <section
        aria-label="Threats and the controls that stand against them"
        className="relative max-h-[calc(100vh-7rem)] overflow-auto rounded-sm border border-line-strong/60 bg-surface"
      >
        <table ref={table} onKeyDown={onKeyDown} className="w-full text-left">
          <caption className="sr-only">
            Coverage: one row a threat, one column an area. Arrow keys move, Enter opens a cell.
          </caption>
          <MatrixHead columns={columns} unfolded={unfolded} controls={controls} onToggle={toggle} />
          <tbody>
            {shown.map((threat, row) => (
              <MatrixRow
                key={threat.id}
                threat={threat}
                row={row}
                columns={columns}
                cells={cells[row] ?? []}
                current={place[0] === row ? place[1] : null}
                onOpen={(column, cell) => {
                  setPlace([row, column]);
                  setOpen(cell);
                }}
              />
            ))}
          </tbody>
        </table>
      </section>
      <CellPanel open={open} controls={controls} findingsHref={findingsHref} onClose={() => setOpen(null)} />
    </>
  );
}
