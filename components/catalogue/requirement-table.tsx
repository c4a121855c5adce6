import { CountLink } from '#components/ui/count-link.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import type { RequirementStanding } from '#lib/service/catalogue/list-frameworks.ts';
import { controlHref, requirementAnchor } from './catalogue-address.ts';

export interface RequirementTableProps {
  requirements: readonly RequirementStanding[];
  titles: Readonly<Record<string, string>>;
  /** The findings list of the servers shown. */
  findingsHref: string;
}

/** The requirements that controls answer, each with its controls and how they stand. */
export function RequirementTable({ requirements, titles, findingsHref }: RequirementTableProps) {
  return (
    <Table
      caption="Requirements with a control"
      head={
        <>
          <Head>Requirement</Head>
          <Head>What it asks</Head>
          <Head>Stands</Head>
          <Head>Controls</Head>
        </>
      }
    >
      {requirements.map((requirement) => (
        <tr
          key={requirement.id}
          id={requirementAnchor(requirement.id)}
          className="scroll-mt-14 target:[&>*]:bg-accent-wash"
        >
          <Cell heading className="whitespace-nowrap font-mono text-fine">
            {requirement.id}
          </Cell>
          <Cell className="min-w-48 max-w-80">{requirement.title}</Cell>
          <Cell>{requirement.standing && <VerdictMark mark={requirement.standing} />}</Cell>
          <Cell className="min-w-80">
            <ul className="grid gap-0.5">
              {requirement.by.map(({ control, standing, open }) => (
                <li key={control} className="flex min-h-6 items-baseline gap-2">
                  <span className="translate-y-0.5">
                    <VerdictMark mark={standing} quiet />
                  </span>
                  <span>
                    <TextLink href={controlHref(control)}>{titles[control] ?? control}</TextLink>
                    {open > 0 && (
                      <span className="ml-2 text-fine text-ink-faint">
                        <CountLink
                          count={open}
                          href={`${findingsHref}?control=${encodeURIComponent(control)}`}
                          label={`open findings of ${control}`}
                        />{' '}
                        open
                      </span>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
