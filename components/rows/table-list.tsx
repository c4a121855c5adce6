import { Badge } from '#components/ui/badge.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { TableLine } from '#lib/service/rows/list-tables.ts';
import { EffectMark } from './effect-mark.tsx';

const commands = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;

export function SecurityState({
  table,
}: {
  table: { readonly enabled: boolean; readonly forced: boolean; readonly required: boolean | null };
}) {
  if (!table.enabled)
    return table.required === true ? (
      <Badge tone="fail">off</Badge>
    ) : (
      <span className="text-ink-soft">off</span>
    );
  return <Badge tone={table.forced ? 'pass' : 'partial'}>{table.forced ? 'forced' : 'on, not forced'}</Badge>;
}

export function Tenancy({
  table,
}: {
  table: { readonly required: boolean | null; readonly tenantColumn: string | null };
}) {
  if (table.required === null) return <span className="text-ink-faint">not said</span>;
  if (!table.required) return <span className="text-ink-soft">shared</span>;
  return (
    <span>
      by <Identifier name={table.tenantColumn ?? ''} />
    </span>
  );
}

/** Tables × tenancy, and what row security leaves of each command. */
export function TableList({
  rows,
  tableHref,
}: {
  rows: readonly TableLine[];
  tableHref: (schema: string, name: string) => string;
}) {
  return (
    <Table
      caption="Tables and their row security"
      head={
        <>
          <Head>Table</Head>
          <Head>Tenants</Head>
          <Head>Row security</Head>
          {commands.map((command) => (
            <Head key={command}>{command}</Head>
          ))}
          <Head figures>Policies</Head>
          <Head figures>Ways round</Head>
        </>
      }
    >
      {rows.map((row) => (
        <tr key={`${row.schema}\0${row.name}`}>
          <Cell heading className="min-w-44">
            <TextLink href={tableHref(row.schema, row.name)}>
              <Identifier name={`${row.schema}.${row.name}`} />
            </TextLink>
            {row.kind !== 'table' && (
              <span className="block text-fine text-ink-faint">
                {row.kind === 'foreign-table' ? 'foreign, cannot have row security' : 'partitioned'}
              </span>
            )}
          </Cell>
          <Cell className="whitespace-nowrap">
            <Tenancy table={row} />
          </Cell>
          <Cell className="whitespace-nowrap">
            <SecurityState table={row} />
          </Cell>
          {commands.map((command) => (
            <Cell key={command} className="whitespace-nowrap">
              {row.enabled ? (
                <EffectMark effect={row.effective[command]} />
              ) : (
                <span className="text-ink-faint">all rows</span>
              )}
            </Cell>
          ))}
          <Cell figures>{row.policies}</Cell>
          <Cell figures>
            <Ways ways={row.ways} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function Ways({ ways }: { ways: TableLine['ways'] }) {
  if (ways === null) return <span className="text-ink-faint">off</span>;
  if (ways.gap) return <Badge tone="unknown">unknown</Badge>;
  if (ways.value === 0) return <span className="text-ink-faint">0</span>;
  return <span className="font-medium text-fail">{ways.value}</span>;
}
