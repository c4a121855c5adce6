import { controlHref } from '#components/catalogue/catalogue-address.ts';
import { CountLink } from '#components/ui/count-link.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { Severity } from '#lib/engine/model/severity.ts';

export interface ControlGroup {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly area: string;
  readonly count: number;
  /** The list of exactly these findings. */
  readonly href: string;
}

/** Findings by control: where one control has many, one line says so. */
export function GroupTable({ groups }: { groups: readonly ControlGroup[] }) {
  return (
    <Table
      caption="Findings by control"
      head={
        <>
          <Head>Severity</Head>
          <Head>Control</Head>
          <Head>Area</Head>
          <Head figures>Findings</Head>
        </>
      }
    >
      {groups.map((group) => (
        <tr key={group.id}>
          <Cell>
            <SeverityMark severity={group.severity} />
          </Cell>
          <Cell heading>
            <TextLink href={controlHref(group.id)}>{group.title}</TextLink>{' '}
            <span className="font-mono text-fine text-ink-faint">{group.id}</span>
          </Cell>
          <Cell className="capitalize text-ink-soft">{group.area}</Cell>
          <Cell figures>
            <CountLink count={group.count} href={group.href} label={`findings of ${group.title}`} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
