import { type CoverageCell, cellOf } from '../../coverage/cell.ts';
import type { ControlState, CoverageControl, ThreatStatus } from '../../coverage/coverage.ts';
import type { CoverageRow, FilteredCoverage } from '../../coverage/filter.ts';
import { type Area, areas } from '../../model/area.ts';

/** What a matrix on its own is made of: exactly what the filter left. */
export interface MatrixInput {
  readonly coverage: FilteredCoverage;
  /** Whose it is, as its owner calls it. */
  readonly name: string;
  /** When the scan that it is from was finished, ISO 8601. */
  readonly scannedAt: string;
  /** Areas that stand as one column a control. */
  readonly unfolded: readonly Area[];
  /** What a person wrote about what remains, by `noteKey`. */
  readonly notes: ReadonlyMap<string, string>;
  readonly titleOf: (control: string) => string;
}

/** A row's key among notes: a threat may be called as a boundary is. */
export function noteKey(row: Pick<CoverageRow, 'id' | 'cidrs'>): string {
  return row.cidrs === null ? row.id : `boundary:${row.id}`;
}

/** An area summed up, or one control of an unfolded one. */
export interface MatrixColumn {
  readonly area: Area;
  readonly control: string | null;
}

/** Areas that any row has a control in, each followed by its controls where it is unfolded. */
export function matrixColumns({ coverage, unfolded }: MatrixInput): readonly MatrixColumn[] {
  const all = coverage.rows.flatMap((row) => row.controls);
  return areas.flatMap((area): MatrixColumn[] => {
    const ids = [
      ...new Set(all.filter((control) => control.area === area).map((control) => control.id)),
    ].sort();
    if (ids.length === 0) return [];
    return unfolded.includes(area) ? ids.map((control) => ({ area, control })) : [{ area, control: null }];
  });
}

/** What a row has in a column; null where it has no control there. */
export function cellAt(row: CoverageRow, { area, control }: MatrixColumn): CoverageCell | null {
  const own = (one: CoverageControl) => one.area === area && (control === null || one.id === control);
  return cellOf(row.controls.filter(own));
}

/** A state as one character that every font has, for formats without pictures. */
export const stateSigns: Readonly<Record<ControlState, string>> = {
  missing: '✕',
  partial: '◪',
  unknown: '?',
  accepted: '◷',
  unverified: '□',
  verified: '■',
  'not-applicable': '–',
};

export const stateWords: Readonly<Record<ControlState, string>> = {
  missing: 'missing',
  partial: 'partial: not everywhere',
  unknown: 'unknown',
  accepted: 'risk accepted',
  unverified: 'enforced, not verified',
  verified: 'enforced and verified',
  'not-applicable': 'not applicable',
};

export const statusWords: Readonly<Record<ThreatStatus, string>> = {
  gap: 'Gap',
  partial: 'Partial',
  unknown: 'Unknown',
  accepted: 'Accepted',
  covered: 'Covered',
};

/** What the filter asks for, in words; empty where it asks for everything. */
export function filterWords({ coverage: { filter } }: MatrixInput): string {
  const said: readonly (readonly [string, readonly string[]])[] = [
    ['database', filter.database === null ? [] : [filter.database]],
    ['area', filter.area],
    ['framework', filter.framework],
    ['enforced in', filter.where],
    ['state', filter.state],
    ['status', filter.risk],
  ];
  return said
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => `${name}: ${values.join(' or ')}`)
    .join('; ');
}
