import { Hostile } from '#components/ui/hostile.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import type { VerdictOverview } from '#lib/service/coverage/get-coverage.ts';

export interface UnknownControlsProps {
  verdicts: readonly VerdictOverview[];
  titles: Readonly<Record<string, string>>;
  decisionsHref: string;
}

/** Controls that could not say, each with its reason. */
export function UnknownControls({ verdicts, titles, decisionsHref }: UnknownControlsProps) {
  return (
    <Table
      caption="Unknown controls"
      head={
        <>
          <Head>Control</Head>
          <Head>Verdict</Head>
          <Head>Because</Head>
          <Head>Waits for</Head>
        </>
      }
    >
      {verdicts.map((verdict) => (
        <tr key={verdict.control}>
          <Cell heading className="min-w-64">
            {titles[verdict.control] ?? verdict.control}
            <span className="block font-mono text-fine text-ink-faint">{verdict.control}</span>
          </Cell>
          <Cell>
            <VerdictMark mark={verdict.status} />
          </Cell>
          <Cell className="min-w-64">
            <Hostile text={verdict.reason ?? 'Not said.'} />
          </Cell>
          <Cell className="whitespace-nowrap">
            {verdict.gaps.length > 0 ? (
              [...new Set(verdict.gaps.map((gap) => gap.input))].join(', ')
            ) : (
              <TextLink href={decisionsHref}>a decision</TextLink>
            )}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
