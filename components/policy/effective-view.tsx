import { Badge } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import type { EffectivePolicy } from '#lib/service/policy/effective-policy.ts';
import { PolicyProblems } from './policy-problems.tsx';

/** What a database is judged by, statement by statement, and which of the two documents says it. */
export function EffectiveView({ effective }: { effective: EffectivePolicy }) {
  const { statements, problems, digest, policyVersion, organisationPolicyVersion } = effective;
  return (
    <div className="grid gap-4">
      <p className="max-w-prose text-ink-soft">
        {organisationPolicyVersion === null
          ? "The organisation has no policy of its own yet: everything here is the database's."
          : `Version ${policyVersion ?? 0} of this database's policy over version ${organisationPolicyVersion} of the organisation's. Where both speak, the database has the last word.`}
        {digest !== null && (
          <>
            {' '}
            Digest <code className="font-mono text-fine">{digest.slice(0, 12)}</code>, as scans record it.
          </>
        )}
      </p>
      <PolicyProblems
        problems={problems.map((problem) => ({ ...problem, foreign: problem.layer === 'organisation' }))}
      />
      {statements.length === 0 ? (
        <p className="text-ink-soft">
          {digest === null
            ? 'The two documents contradict each other: nothing is judged until that is mended.'
            : 'Nothing is stated yet.'}
        </p>
      ) : (
        <Table
          caption="What this database is judged by"
          head={
            <>
              <Head>Section</Head>
              <Head>What</Head>
              <Head>Says</Head>
              <Head>Said by</Head>
            </>
          }
        >
          {statements.map((statement, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two entries may read alike
            <tr key={index}>
              <Cell className="whitespace-nowrap text-ink-soft">
                {statements[index - 1]?.section === statement.section ? (
                  <span className="sr-only">{statement.section}</span>
                ) : (
                  statement.section
                )}
              </Cell>
              <Cell heading className="max-w-96 break-words font-medium">
                <Hostile text={statement.name} />
              </Cell>
              <Cell className="max-w-140 break-words">
                <Hostile text={statement.value} />
              </Cell>
              <Cell>
                {statement.layer === 'organisation' ? (
                  <Badge tone="accent">organisation</Badge>
                ) : (
                  <Badge>this database</Badge>
                )}
              </Cell>
            </tr>
          ))}
        </Table>
      )}
    </div>
  );
}
