import { type CoverageCell, cellOf } from '../../engine/coverage/cell.ts';
import type { CoverageControl, ThreatStatus } from '../../engine/coverage/coverage.ts';
import type { CoverageRow } from '../../engine/coverage/filter.ts';
import { type Area, areas } from '../../engine/model/area.ts';
import { noteKey } from '../../engine/report/matrix/matrix-input.ts';
import type { ThreatNote } from './threat-notes.ts';

/** One row of the matrix as a page shows it: plain data, its cells summed up. */
export interface MatrixRow {
  /** Key of its note, and of the row among all. */
  readonly key: string;
  readonly id: string;
  readonly title: string;
  readonly status: ThreatStatus;
  readonly residualRisk: string;
  readonly setAside: string | null;
  /** Of a boundary; null for a threat. */
  readonly cidrs: readonly string[] | null;
  readonly controls: readonly CoverageControl[];
  /** By area, where it has controls. */
  readonly cells: Partial<Readonly<Record<Area, CoverageCell>>>;
  readonly note: ThreatNote | null;
}

/** An area that some row has a control in, with all of its controls. */
export interface MatrixArea {
  readonly area: Area;
  readonly controls: readonly string[];
}

export function matrixRow(row: CoverageRow, notes: ReadonlyMap<string, ThreatNote>): MatrixRow {
  const key = noteKey(row);
  const cells: Partial<Record<Area, CoverageCell>> = {};
  for (const area of areas) {
    const cell = cellOf(row.controls.filter((control) => control.area === area));
    if (cell !== null) cells[area] = cell;
  }
  return { ...row, key, cells, note: notes.get(key) ?? null };
}

export function matrixAreas(rows: readonly CoverageRow[]): readonly MatrixArea[] {
  const byArea = Map.groupBy(
    rows.flatMap((row) => row.controls),
    (control) => control.area,
  );
  return areas.flatMap((area) => {
    const controls = byArea.get(area);
    return controls ? [{ area, controls: [...new Set(controls.map((control) => control.id))].sort() }] : [];
  });
}
