import { CountLink } from '#components/ui/count-link.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ListedControl } from '#lib/service/catalogue/list-controls.ts';
import { controlHref } from './catalogue-address.ts';
import { StandingTally } from './standing-tally.tsx';

/** The controls of one area. */
export function ControlTable({ area, controls }: { area: string; controls: readonly ListedControl[] }) {
  return (
    <Table
      caption={`Controls of the area ${area}`}
      head={
        <>
          <Head className="w-28">Severity</Head>
          <Head>Control</Head>
          <Head className="w-28">Enforced in</Head>
          <Head className="w-44">Stands</Head>
          <Head figures className="w-24">
            Open
          </Head>
        </>
      }
    >
      {controls.map(({ control, servers }) => (
        <tr key={control.id}>
          <Cell>
            <SeverityMark severity={control.severity} />
          </Cell>
          <Cell heading className="min-w-64">
            <TextLink href={controlHref(control.id)}>{control.title}</TextLink>
            <span className="block font-mono text-fine text-ink-faint">{control.id}</span>
          </Cell>
          <Cell className="text-ink-soft">{control.enforcedWhere}</Cell>
          <Cell>
            <StandingTally standings={servers.map((one) => one.standing)} />
          </Cell>
          <Cell figures>
            <CountLink
              count={servers.reduce((sum, one) => sum + one.open, 0)}
              href={`/findings?control=${encodeURIComponent(control.id)}`}
              label={`open findings of ${control.title}`}
            />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
