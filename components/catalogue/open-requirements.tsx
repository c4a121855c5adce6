import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { RequirementStanding } from '#lib/service/catalogue/list-frameworks.ts';
import { requirementAnchor } from './catalogue-address.ts';

/** Requirements without any control: holes, or what lies outside Postern's sight with its reason. */
export function OpenRequirements({
  caption,
  requirements,
}: {
  caption: string;
  requirements: readonly RequirementStanding[];
}) {
  const reasons = requirements.some((one) => one.outside !== undefined);
  return (
    <Table
      caption={caption}
      head={
        <>
          <Head className="w-44">Requirement</Head>
          <Head>What it asks</Head>
          {reasons && <Head>Why no look at a database can tell</Head>}
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
          <Cell>{requirement.title}</Cell>
          {reasons && <Cell className="text-ink-soft">{requirement.outside}</Cell>}
        </tr>
      ))}
    </Table>
  );
}
