import Link from 'next/link';
import { PageCheckbox, RowCheckbox } from '#components/triage/row-checkbox.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { FindingQuery } from '#lib/service/findings/finding-query.ts';
import type { FindingListRow } from '#lib/service/findings/listed-finding.ts';
import { RowMarks } from './row-marks.tsx';
import { SortHead } from './sort-head.tsx';

/** A row, and in a list over several databases whose it is. */
export type ShownRow = FindingListRow & { readonly target?: { readonly id: string; readonly name: string } };

const fixes = { sql: 'SQL', config: 'Configuration', manual: 'By hand', migration: 'Migration' };

export interface FindingTableProps {
  rows: readonly ShownRow[];
  base: string;
  query: FindingQuery;
  /** The address that opens a row beside the list. */
  hrefOf: (row: ShownRow) => string;
  /** Fingerprint of the row that is open. */
  open: string | null;
  fleet?: boolean;
  /** YYYY-MM-DD, UTC: what ends soon ends soon from here. */
  today: string;
  /** For somebody who may act; `target` is whose rows these are where the rows do not say. */
  triage: { readonly target: string } | null;
}

export function FindingTable({
  rows,
  base,
  query,
  hrefOf,
  open,
  fleet = false,
  today,
  triage,
}: FindingTableProps) {
  return (
    <Table
      caption="Findings"
      head={
        <>
          {triage && (
            <Head>
              <PageCheckbox rows={rows.length} />
            </Head>
          )}
          <SortHead base={base} query={query} by="severity" title="Severity" />
          <Head>Finding</Head>
          <SortHead
            base={base}
            query={query}
            by="object"
            title="Object"
            also={{ by: 'control', title: 'control' }}
          />
          {fleet ? (
            <Head>Server</Head>
          ) : (
            <SortHead base={base} query={query} by="database" title="Database" />
          )}
          <Head>Mended by</Head>
        </>
      }
    >
      {rows.map((row) => {
        const here = row.fingerprint === open;
        return (
          <tr
            key={`${row.target?.id ?? ''}${row.fingerprint}`}
            className={classNames(here && '[&>*]:bg-accent-wash')}
          >
            {triage && (
              <Cell className="w-8 pr-0">
                <RowCheckbox
                  row={{ target: row.target?.id ?? triage.target, fingerprint: row.fingerprint }}
                  title={row.title}
                />
              </Cell>
            )}
            <Cell>
              <SeverityMark severity={row.severity} />
            </Cell>
            <Cell heading className="min-w-64">
              <Link
                href={hrefOf(row)}
                scroll={false}
                data-finding-row
                data-target={row.target?.id ?? triage?.target}
                data-fingerprint={row.fingerprint}
                aria-current={here ? 'true' : undefined}
                className="underline decoration-line underline-offset-3 hover:decoration-accent"
              >
                <Hostile text={row.title} />
              </Link>
              <RowMarks row={row} today={today} />
            </Cell>
            <Cell className="min-w-52 max-w-80 text-fine">
              <Identifier name={row.object} />
              <span className="mt-0.5 block font-mono text-ink-faint">{row.control}</span>
            </Cell>
            <Cell className="max-w-44">
              {fleet && row.target ? (
                <Hostile text={row.target.name} />
              ) : row.database === null ? (
                <span className="text-ink-faint">Cluster</span>
              ) : (
                <Identifier name={row.database} />
              )}
            </Cell>
            <Cell className="whitespace-nowrap text-ink-soft">
              {row.remediation ? fixes[row.remediation] : 'None'}
            </Cell>
          </tr>
        );
      })}
    </Table>
  );
}
