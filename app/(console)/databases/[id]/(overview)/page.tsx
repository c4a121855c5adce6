import type { Metadata } from 'next';
import { ScorePart } from '#components/coverage/score-part.tsx';
import { ChangeSummary } from '#components/databases/change-summary.tsx';
import { ControlStrip } from '#components/databases/control-strip.tsx';
import { FixFirst } from '#components/databases/fix-first.tsx';
import { NoResult } from '#components/databases/no-result.tsx';
import { TargetFacts } from '#components/databases/target-facts.tsx';
import { UnknownSummary } from '#components/databases/unknown-summary.tsx';
import { VerdictBar } from '#components/databases/verdict-bar.tsx';
import { MentionList } from '#components/findings/mention-list.tsx';
import { openFindings } from '#components/findings/open-findings.ts';
import { SeverityFigures } from '#components/findings/severity-figures.tsx';
import { CountLink } from '#components/ui/count-link.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Section } from '#components/ui/section.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { listVerdicts } from '#lib/service/coverage/get-coverage.ts';
import { getScore } from '#lib/service/coverage/get-score.ts';
import { firstFixes } from '#lib/service/findings/first-fixes.ts';
import { changesOf, worstControls } from '#lib/service/findings/worst-findings.ts';
import { readHeldCredential } from '#lib/service/remediation/read-held-credential.ts';
import { getTarget } from '#lib/service/targets/get-target.ts';
import { controlTitles } from '../../../control-catalogue.ts';
import { controlDetails } from '../../../coverage-detail.ts';
import { orNotFound } from '../../../or-not-found.ts';

export const metadata: Metadata = { title: 'Overview' };

export default async function DatabasePage({ params }: { params: Promise<{ id: string }> }) {
  const access = await requirePerson(['target:read', 'finding:read', 'remediation:read']);
  const target = await orNotFound(getTarget(access, (await params).id));
  const { result } = target;
  const base = `/databases/${target.id}`;
  const findingsHref = `${base}/findings`;
  if (result === null)
    return (
      <div className="grid gap-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <NoResult targetId={target.id} latest={target.latest} what="findings" />
        <Section title="Connection">
          <TargetFacts target={target} />
        </Section>
      </div>
    );
  const [verdicts, score, worst, changes, fixes, credential] = await Promise.all([
    listVerdicts(access, target.id),
    getScore(access, target.id),
    worstControls(access, [result], 10),
    changesOf(access, result, 5),
    firstFixes(access, result),
    readHeldCredential(access, target.id),
  ]);
  const { summary } = result;
  return (
    <div className="grid gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid min-w-0 content-start gap-8">
        <div className="flex flex-wrap items-end justify-between gap-x-10 gap-y-5">
          <SeverityFigures counts={summary.findings} href={findingsHref} />
          <VerdictBar words verdicts={summary.verdicts} />
        </div>
        {score && (
          <Section title="Score" aside="mending never lowers it; unknown and accepted never count as good">
            <ScorePart score={score} titles={controlTitles} findingsHref={findingsHref} />
          </Section>
        )}
        <Section title="Controls" aside={<>{verdicts.length} judged, each mark leads to what it found</>}>
          <ControlStrip controls={controlDetails(verdicts)} findingsHref={findingsHref} />
        </Section>
        {fixes.length > 0 && (
          <Section title="Fix first" aside="the changes that close most findings at once">
            <FixFirst
              targetId={target.id}
              fixes={fixes}
              mayDraft={access.may('remediation:draft') && access.may('finding:triage')}
            />
          </Section>
        )}
        <Section
          title="Worst findings"
          aside={
            <>
              all <CountLink count={openFindings(summary)} href={findingsHref} label="open findings" />
            </>
          }
        >
          {worst.length === 0 ? (
            <p className="text-ink-soft">
              No open finding.{' '}
              {summary.verdicts.unknown > 0 && 'Some controls could not look: see what is unknown.'}
            </p>
          ) : (
            <MentionList
              mentions={worst.map((each) => ({
                ...each,
                href: `${findingsHref}/${each.fingerprint}`,
                more: {
                  count: each.total - 1,
                  href: `${findingsHref}?control=${encodeURIComponent(each.control)}`,
                },
              }))}
            />
          )}
        </Section>
      </div>
      <div className="grid min-w-0 content-start gap-8">
        <Section title="Server">
          <div className="grid gap-3">
            <TargetFacts target={target} />
            {credential?.problem && (
              <Notice tone="fail">
                Changes run as <Identifier name={credential.role} />. {credential.problem}{' '}
                <TextLink href={`${base}/changes`}>Execution credential</TextLink>
              </Notice>
            )}
          </div>
        </Section>
        <Section title="Unknown">
          <UnknownSummary base={base} summary={summary} />
        </Section>
        <Section title="Changed">
          <ChangeSummary changes={changes} findingsHref={findingsHref} />
        </Section>
      </div>
    </div>
  );
}
