import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Section } from '#components/ui/section.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { DiffLine } from '#lib/service/policy/line-diff.ts';
import type { RemediationView } from '#lib/service/remediation/remediation-view.ts';
import { ApprovalsView } from './approvals-view.tsx';
import { ClosesList } from './closes-list.tsx';
import { ConditionsView } from './conditions-view.tsx';
import { DecisionStrip } from './decision-strip.tsx';
import { HandOffList } from './hand-off-list.tsx';
import { HistoryView } from './history-view.tsx';
import { ImpactView } from './impact-view.tsx';
import { RehearsalView } from './rehearsal-view.tsx';
import { RunsView } from './runs-view.tsx';
import { ScriptRemarks } from './script-remarks.tsx';
import { ScriptView } from './script-view.tsx';
import { VerificationView } from './verification-view.tsx';

export interface RemediationBodyProps {
  view: RemediationView;
  diff: readonly DiffLine[];
  threats: readonly { readonly id: string; readonly title: string }[];
}

/** All that a decision needs, in the order a person asks: what and why, who is affected, what exactly runs, what was tried. */
export function RemediationBody({ view, diff, threats }: RemediationBodyProps) {
  const runs = view.executions.filter((execution) => execution.direction !== 'rehearsal');
  const ran = runs.length > 0;
  return (
    <div className="grid gap-7">
      <DecisionStrip view={view} />
      {view.state === 'needs-human' && <NeedsHuman view={view} />}
      {view.state !== 'needs-human' && view.stateReason !== '' && (
        <Notice tone={view.state === 'failed' || view.state === 'rejected' ? 'fail' : 'neutral'}>
          <Hostile text={view.stateReason} />
        </Notice>
      )}
      <div className="grid gap-x-10 gap-y-7 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 content-start gap-7">
          {ran && (
            <Section title="Runs">
              <RunsView id={view.id} state={view.state} executions={runs} />
            </Section>
          )}
          {(ran || view.verification !== null) && (
            <Section title="Proof">
              <VerificationView view={view} />
            </Section>
          )}
          <Section title="Who and what is affected" aside="as predicted on the last scan">
            <ImpactView impact={view.impact} />
          </Section>
          <Section title="Script" aside={`version ${view.version.number}`}>
            <div className="grid min-w-0 gap-3">
              <ScriptRemarks script={view.script} kind={view.kind} />
              <ScriptView
                kind={view.kind}
                upText={view.script.upText}
                downText={view.script.downText}
                up={view.script.up}
                partly={view.script.verifiersHidden}
                diff={diff}
                id={view.id}
              />
            </div>
          </Section>
          <Section title="Rehearsal">
            <RehearsalView view={view} />
          </Section>
        </div>
        <div className="grid min-w-0 content-start gap-7">
          <Section title={view.closes.length < 2 ? 'Closes' : `Closes ${view.closes.length} findings`}>
            {view.model !== null && (
              <p className="pb-2 text-ink-soft">
                Brings the server to what the policy says:{' '}
                <TextLink href={`/databases/${view.target.id}/model`}>role and grant model</TextLink>
                {view.closes.length === 0 && '. By the last scan it closes no finding'}.
              </p>
            )}
            <ClosesList findings={view.closes} targetId={view.target.id} />
            {threats.length > 0 && (
              <ul className="mt-2 grid gap-0.5 text-fine">
                {threats.map((threat) => (
                  <li key={threat.id}>
                    <TextLink href={`/databases/${view.target.id}/coverage`}>{threat.title}</TextLink>
                  </li>
                ))}
              </ul>
            )}
          </Section>
          <Section title="Approvals">
            <ApprovalsView view={view} />
          </Section>
          <Section title="Conditions" aside="any difference voids the approval">
            <ConditionsView view={view} />
          </Section>
          {view.handOffs.length > 0 && (
            <Section title="Handed off">
              <HandOffList remediationId={view.id} handOffs={view.handOffs} rehearsal={view.rehearsals[0]} />
            </Section>
          )}
          <Section title="History">
            <HistoryView lines={view.history} />
          </Section>
        </div>
      </div>
    </div>
  );
}

function NeedsHuman({ view }: { view: RemediationView }) {
  const [last] = view.executions;
  return (
    <Notice tone="fail">
      <h2 className="font-semibold">Postern cannot know whether it took effect</h2>
      <p>
        <Hostile text={view.stateReason} />
      </p>
      <p className="mt-1">
        It is never run again by itself. Look at the server: do the sentences below hold? Then say what
        happened.
        {last?.xid != null && (
          <>
            {' '}
            The transaction was <span className="font-mono text-fine">{last.xid}</span> on the server{' '}
            <span className="font-mono text-fine">{view.conditions.systemIdentifier}</span>.
          </>
        )}
      </p>
      <ul className="mt-1 list-disc pl-5">
        {view.script.postconditions.map((condition) => (
          <li key={condition.sql}>
            <Hostile text={condition.says} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
