import type { Section } from '../../inventory/inventory.ts';
import type { SectionReader } from '../../inventory/section.ts';
import { sortRows, sortRowsInParts } from '../../inventory/sort-rows.ts';
import type { Gap } from '../../model/gap.ts';
import { Unpredictable } from './unpredictable.ts';

/** One section while changes are worked into it: copied when first written to, sorted again where rows came in. */
export class SectionDraft<Row> {
  readonly #name: string;
  readonly #before: Section<Row> | undefined;
  readonly #reader: SectionReader<Row>;
  #rows: Row[] | undefined;
  #unsorted = false;
  #gap: Gap | undefined;

  constructor(name: string, before: Section<Row> | undefined, reader: SectionReader<Row>) {
    this.#name = name;
    this.#before = before;
    this.#reader = reader;
  }

  /** Present rows. Throws `Unpredictable` where the section was not read. */
  get rows(): readonly Row[] {
    if (this.#rows) return this.#rows;
    if (this.#before === undefined || 'gap' in this.#before) {
      const why = this.#before === undefined ? 'it was not read' : this.#before.gap.reason;
      throw new Unpredictable(`what it does to ${this.#name} is not known: ${why}`);
    }
    return this.#before.rows;
  }

  get wasRead(): boolean {
    return this.#before !== undefined && 'rows' in this.#before;
  }

  find(wanted: (row: Row) => boolean): Row | undefined {
    return this.rows.find(wanted);
  }

  replace(row: Row, next: Row): void {
    const rows = this.#write();
    const at = rows.indexOf(row);
    if (at < 0) throw new RangeError('not a row of this section');
    rows[at] = next;
  }

  /** Every row through `change`, which gives the same row back where nothing changes. */
  map(change: (row: Row) => Row): void {
    const next = this.rows.map(change);
    if (next.some((row, at) => row !== this.rows[at])) this.#rows = next;
  }

  insert(row: Row): void {
    this.#write().push(row);
    this.#unsorted = true;
  }

  remove(gone: (row: Row) => boolean): void {
    if (this.rows.some(gone)) this.#rows = this.#write().filter((row) => !gone(row));
  }

  /** All rows anew, in their order. */
  set(rows: readonly Row[]): void {
    this.#rows = [...rows];
  }

  /** What it will be cannot be worked out: whoever needs it then has to say so. */
  close(gap: Gap): void {
    this.#gap ??= gap;
  }

  /** The section afterwards; the very same value where nothing was written. */
  finish(): Section<Row> | undefined {
    if (this.#gap && (this.#before === undefined || 'rows' in this.#before)) return { gap: this.#gap };
    if (!this.#rows) return this.#before;
    const { key, keyParts, repeats } = this.#reader;
    if (this.#unsorted && keyParts) return { rows: sortRowsInParts(this.#rows, keyParts) ?? this.#rows };
    if (!this.#unsorted || !key) return { rows: this.#rows };
    return { rows: sortRows(this.#rows, key, repeats ?? false) ?? this.#rows };
  }

  #write(): Row[] {
    this.#rows ??= [...this.rows];
    return this.#rows;
  }
}
