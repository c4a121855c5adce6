import { Cell, Head, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { FrameworkStanding } from '#lib/service/catalogue/list-frameworks.ts';
import { standardSlug } from './catalogue-address.ts';

/** Every standard with how far Postern answers it, and how that stands. */
export function FrameworkTable({
  frameworks,
  search,
}: {
  frameworks: readonly FrameworkStanding[];
  /** What the address says beyond the page, with its `?`. */
  search: string;
}) {
  return (
    <Table
      caption="Standards"
      head={
        <>
          <Head>Standard</Head>
          <Head figures>Requirements</Head>
          <Head figures>With a control</Head>
          <Head figures>Holes</Head>
          <Head figures>Outside sight</Head>
          <Head figures>Fail</Head>
          <Head figures>Unknown</Head>
          <Head figures>Accepted</Head>
          <Head figures>Pass</Head>
          <Head figures>Not applicable</Head>
        </>
      }
    >
      {frameworks.map(({ standard, requirements, counts, standings }) => (
        <tr key={standard}>
          <Cell heading>
            <TextLink href={`/frameworks/${standardSlug(standard)}${search}`}>{standard}</TextLink>
          </Cell>
          <Cell figures>{requirements.length}</Cell>
          <Cell figures>{counts.met}</Cell>
          <Cell figures className={counts.hole > 0 ? 'font-semibold' : 'text-ink-faint'}>
            {counts.hole}
          </Cell>
          <Cell figures>{counts.outside}</Cell>
          {(['fail', 'unknown', 'accepted', 'pass', 'not-applicable'] as const).map((standing) => (
            <Cell key={standing} figures className={standings[standing] === 0 ? 'text-ink-faint' : undefined}>
              {standings[standing]}
            </Cell>
          ))}
        </tr>
      ))}
    </Table>
  );
}
