import { z } from 'zod';
import type { DatabaseFacts } from '../../engine/analysis/facts.ts';
import type { RowCommand, RowEffect } from '../../engine/analysis/row-security/policy-effect.ts';
import { rowSecurity } from '../../engine/analysis/row-security/row-security.ts';
import type { TableRowSecurity } from '../../engine/analysis/row-security/table-row-security.ts';
import type { Policy } from '../../engine/policy/policy.ts';
import { type OrGap, orGap } from '../snapshot/or-gap.ts';
import { mentions, type Page, pageOf } from '../snapshot/page-of.ts';
import {
  choiceField,
  nameField,
  pageField,
  type SearchParameters,
  textField,
} from '../snapshot/query-fields.ts';
import { isOpenWay } from './open-way.ts';

export const tableStates = ['all', 'lacking', 'off', 'not-forced', 'open', 'unknown', 'protected'] as const;

export type TableState = (typeof tableStates)[number];

const querySchema = z.object({
  database: nameField,
  state: choiceField(tableStates),
  q: textField,
  page: pageField,
  /** The table looked into, where one is. */
  schema: nameField,
  table: nameField,
  /** The role whose own effect is asked for. */
  role: nameField,
});

export type RowsQuery = z.infer<typeof querySchema>;

export const parseRowsQuery = (said: SearchParameters): RowsQuery => querySchema.parse(said);

export interface TableLine {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'partitioned-table' | 'foreign-table';
  readonly owner: string;
  readonly required: boolean | null;
  readonly tenantColumn: string | null;
  readonly enabled: boolean;
  readonly forced: boolean;
  readonly policies: number;
  readonly effective: Readonly<Record<RowCommand, RowEffect>>;
  /** Open ways round it (see `isOpenWay`); the gap where they could not be found out. Null: nothing to go round. */
  readonly ways: OrGap<number> | null;
}

export interface TablesList {
  readonly page: Page<TableLine>;
  readonly counts: Readonly<Record<TableState, number>>;
  /** SECURITY DEFINER routines that may be a way round and could not be read. */
  readonly undecided: OrGap<number>;
}

const pageSize = 50;

function kindOf({ relation }: TableRowSecurity): TableLine['kind'] {
  return relation.kind === 'partitioned-table' || relation.kind === 'foreign-table' ? relation.kind : 'table';
}

function fits(table: TableRowSecurity, state: TableState): boolean {
  const effects = Object.values(table.effective);
  switch (state) {
    case 'all':
      return true;
    case 'lacking':
      return table.required === true && !table.enabled;
    case 'off':
      return !table.enabled;
    case 'not-forced':
      return table.enabled && !table.forced;
    case 'open':
      return table.enabled && effects.includes('open');
    case 'unknown':
      return table.enabled && effects.includes('unknown');
    case 'protected':
      return table.enabled;
  }
}

/** Tables with their row security, those that need it and lack it first. Throws `UnreadSection`. */
export function listTables(database: DatabaseFacts, policy: Policy, query: RowsQuery): TablesList {
  const report = rowSecurity(database, policy);
  const found = report.tables.filter(({ relation }) => mentions(query.q, relation.name, relation.schema));
  const rank = (table: TableRowSecurity) =>
    fits(table, 'lacking') ? 0 : fits(table, 'open') || fits(table, 'unknown') ? 1 : table.enabled ? 2 : 3;
  const wanted = found.filter((table) => fits(table, query.state)).toSorted((a, b) => rank(a) - rank(b));
  const { rows, ...page } = pageOf(wanted, query.page, pageSize);
  const count = (state: TableState) => found.filter((table) => fits(table, state)).length;
  return {
    page: {
      ...page,
      rows: rows.map((table) => ({
        schema: table.relation.schema,
        name: table.relation.name,
        kind: kindOf(table),
        owner: table.relation.owner,
        required: table.required,
        tenantColumn: table.tenantColumn,
        enabled: table.enabled,
        forced: table.forced,
        policies: table.policies.length,
        effective: table.effective,
        ways: table.enabled
          ? orGap(() => report.bypasses(table).filter((bypass) => isOpenWay(database, table, bypass)).length)
          : null,
      })),
    },
    counts: {
      all: count('all'),
      lacking: count('lacking'),
      off: count('off'),
      'not-forced': count('not-forced'),
      open: count('open'),
      unknown: count('unknown'),
      protected: count('protected'),
    },
    undecided: orGap(() => report.undecidedRoutines().length),
  };
}
