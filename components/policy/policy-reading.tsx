import type { ReactNode } from 'react';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Section } from '#components/ui/section.tsx';
import type { DiffLine } from '#lib/service/policy/line-diff.ts';
import type { Proposal } from '#lib/service/policy/list-proposals.ts';
import type { PolicyDocument } from '#lib/service/policy/policy-versions.ts';
import { DiffView } from './diff-view.tsx';
import { PolicyProblems } from './policy-problems.tsx';
import { PolicyVersions } from './policy-versions.tsx';
import { ProposalList } from './proposal-list.tsx';
import { VersionChoice } from './version-choice.tsx';

export interface PolicyReadingProps {
  policy: PolicyDocument;
  base: string;
  /** What the text is for, in a sentence or two. */
  line: string;
  mayEdit: boolean;
  proposals: readonly Proposal[];
  /** Another version to hold this one against. */
  against: { readonly version: number; readonly lines: readonly DiffLine[] } | null;
  /** A proposal has just been made. */
  proposed: boolean;
  /** Other views of the same policy. */
  views?: ReactNode;
}

/** One version of a policy to be read: the text or its difference from another, what waits, and all versions. */
export function PolicyReading(props: PolicyReadingProps) {
  const { policy, base, line, mayEdit, proposals, against, proposed, views } = props;
  const newest = policy.versions[0]?.version ?? policy.version;
  return (
    <div className="grid gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="grid min-w-0 content-start gap-4">
        {proposed && proposals.length > 0 && (
          <Notice tone="accent" live>
            What you saved accepts more risk than the version in force, so it waits for a second person. The
            version in force stays.
          </Notice>
        )}
        {policy.version !== newest && (
          <Notice tone="partial">
            Version {policy.version} is not the one in force. Saving it as it is makes it version {newest + 1}
            .
          </Notice>
        )}
        <div className="flex flex-wrap items-center justify-between gap-4">
          <p className="max-w-prose text-ink-soft">{line}</p>
          {mayEdit && (
            <LinkButton kind="primary" href={`${base}?edit=1&version=${policy.version}`}>
              Edit
            </LinkButton>
          )}
        </div>
        {views}
        <ProposalList proposals={proposals} mayEdit={mayEdit} />
        <PolicyProblems problems={policy.problems} />
        {against === null ? (
          <CodeBlock
            code={policy.text}
            language="yaml"
            title={policy.version === 0 ? 'Before the first version' : `Version ${policy.version}`}
            fileName={`postern-policy-v${policy.version}.yaml`}
          />
        ) : (
          <Section title={`What changed from version ${against.version} to version ${policy.version}`}>
            <DiffView
              lines={against.lines}
              label={`From version ${against.version} to version ${policy.version}`}
            />
          </Section>
        )}
      </div>
      <Section title="Versions">
        {policy.versions.length > 1 && (
          <VersionChoice
            base={base}
            versions={policy.versions.map(({ version }) => version)}
            version={policy.version}
            against={against?.version ?? null}
          />
        )}
        <PolicyVersions versions={policy.versions} base={base} current={policy.version} />
      </Section>
    </div>
  );
}
