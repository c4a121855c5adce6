import { Names } from '#components/snapshot/names.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ReadColumn } from '#lib/service/columns/explore-columns.ts';
import { Arrangement } from './arrangement.tsx';
import { KnownMark } from './known-mark.tsx';

/** Sensitive columns, how that is known, and who reads them. */
export function ColumnTable({
  rows,
  columnHref,
}: {
  rows: readonly ReadColumn[];
  columnHref: (row: ReadColumn) => string;
}) {
  return (
    <Table
      caption="Sensitive columns"
      head={
        <>
          <Head>Column</Head>
          <Head>Class</Head>
          <Head>Known</Head>
          <Head>Kept as</Head>
          <Head>Logins that read it now</Head>
          <Head>After SET ROLE</Head>
          <Head>Not meant to</Head>
        </>
      }
    >
      {rows.map((row) => (
        <tr key={`${row.schema}\0${row.relation}\0${row.column}`}>
          <Cell heading className="min-w-48">
            <TextLink href={columnHref(row)}>
              <Identifier name={`${row.schema}.${row.relation}.${row.column}`} />
            </TextLink>
          </Cell>
          <Cell className="whitespace-nowrap">
            <Hostile text={row.class} />
          </Cell>
          <Cell className="min-w-36">
            <KnownMark known={row.known} />
            <span className="block text-fine text-ink-soft">
              <Hostile text={row.why} />
            </span>
          </Cell>
          <Cell className="min-w-32">
            <Arrangement encryption={row.encryption} />
          </Cell>
          <Cell className="min-w-36">
            <Names names={row.readers.now} />
          </Cell>
          <Cell className="min-w-28">
            <Names names={row.readers.afterSetRole} />
          </Cell>
          <Cell className="min-w-28">
            {row.intended === null ? (
              <span className="text-ink-faint">the policy names no readers</span>
            ) : (
              <span className={row.readers.unintended.length > 0 ? 'font-medium text-fail' : undefined}>
                <Names names={row.readers.unintended} />
              </span>
            )}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
