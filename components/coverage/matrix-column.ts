import type { CoverageCell } from '#lib/engine/coverage/cell.ts';
import type { CoverageControl } from '#lib/engine/coverage/coverage.ts';
import type { Area } from '#lib/engine/model/area.ts';
import type { MatrixArea, MatrixRow } from '#lib/service/coverage/matrix-view.ts';

/** One column: an area summed up, or one control of an unfolded area. */
export type MatrixColumn = { readonly area: Area; readonly control: string | null };

/** The areas, those in `unfolded` followed by their controls. */
export function columnsOf(
  areas: readonly MatrixArea[],
  unfolded: ReadonlySet<Area>,
): readonly MatrixColumn[] {
  return areas.flatMap(({ area, controls }): MatrixColumn[] => {
    const own: MatrixColumn = { area, control: null };
    return unfolded.has(area) ? [own, ...controls.map((control) => ({ area, control }))] : [own];
  });
}

/** The controls that a row has in a column. */
export function controlsAt(row: MatrixRow, column: MatrixColumn): readonly CoverageControl[] {
  return row.controls.filter(
    (control) => control.area === column.area && (column.control === null || control.id === column.control),
  );
}

/** What a row shows in a column; null where it has no control there. */
export function cellAt(
  row: MatrixRow,
  column: MatrixColumn,
): Pick<CoverageCell, 'state' | 'holding' | 'applying'> | null {
  if (column.control === null) return row.cells[column.area] ?? null;
  const control = row.controls.find((one) => one.id === column.control);
  return control ? { state: control.state, holding: 0, applying: 0 } : null;
}
