import { Names } from '#components/snapshot/names.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { WayRound } from '#lib/service/rows/look-into-table.ts';

const kindWords: Record<WayRound['kind'], string> = {
  superuser: 'Superuser',
  bypassrls: 'BYPASSRLS',
  replication: 'REPLICATION',
  owner: 'Owner',
  view: 'View',
  'materialized-view': 'Materialized view',
  'definer-routine': 'SECURITY DEFINER routine',
  child: 'Partition or child',
  parent: 'Parent',
  truncate: 'TRUNCATE',
  publication: 'Publication',
  'foreign-key': 'Foreign key',
  references: 'REFERENCES',
  'unique-key': 'Unique key',
  'foreign-table': 'Foreign table',
  'foreign-server': 'Foreign server',
  dblink: 'dblink',
};

const givesWords: Record<WayRound['gives'], string> = {
  rows: 'rows',
  changes: 'changes',
  existence: 'whether it is there',
  'taken-number': 'a number is taken',
};

/** Ways past a table's policies, and who can go them. */
export function WayTable({ ways }: { ways: readonly WayRound[] }) {
  if (ways.length === 0) return <p className="text-ink-soft">None was found.</p>;
  return (
    <>
      <Table
        caption="Ways round row security"
        head={
          <>
            <Head>Way</Head>
            <Head>Gives</Head>
            <Head>Through</Head>
            <Head>Who now</Head>
            <Head>After SET ROLE</Head>
            <Head>Why</Head>
          </>
        }
      >
        {ways.map((way) => (
          <tr
            key={`${way.kind}\0${way.through}\0${way.why}`}
            className={way.open ? undefined : 'text-ink-faint'}
          >
            <Cell heading className="whitespace-nowrap font-medium">
              {kindWords[way.kind]}
              {!way.certain && (
                <span className="block">
                  <Badge tone="unknown">not certain</Badge>
                </span>
              )}
            </Cell>
            <Cell className="whitespace-nowrap">{givesWords[way.gives]}</Cell>
            <Cell className="min-w-52">
              <Identifier name={way.through} />
            </Cell>
            <Cell className="min-w-32">
              {way.kind === 'publication' ? 'its subscribers' : <Names names={way.roles} />}
            </Cell>
            <Cell className="min-w-32">
              <Names names={way.afterSetRole} />
            </Cell>
            <Cell className="min-w-56">
              <Hostile text={way.why} />
            </Cell>
          </tr>
        ))}
      </Table>
      {ways.some((way) => !way.open) && (
        <p className="mt-1.5 text-fine text-ink-faint">
          Faint, and not counted: superusers and who can become one, the owner emptying its own table,
          BYPASSRLS roles without any privilege on these rows, REPLICATION, which copies the whole cluster,
          and primary keys that only tell that a number is taken.
        </p>
      )}
    </>
  );
}
