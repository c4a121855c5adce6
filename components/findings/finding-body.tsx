import { controlHref } from '#components/catalogue/catalogue-address.ts';
import { ReferenceList } from '#components/catalogue/reference-list.tsx';
import { FindingActions } from '#components/triage/finding-actions.tsx';
import { RequestCard } from '#components/triage/request-card.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { CountLink } from '#components/ui/count-link.tsx';
import { Facts } from '#components/ui/facts.tsx';
import { Section } from '#components/ui/section.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import type { ControlDeclaration } from '#lib/engine/controls/control.ts';
import type { VerdictStatus } from '#lib/engine/model/verdict.ts';
import type { FindingDetail } from '#lib/service/findings/get-finding.ts';
import type { FindingHistory } from '#lib/service/triage/finding-history.ts';
import type { TriageOptions } from '#lib/service/triage/triage-options.ts';
import { Evidence } from './evidence.tsx';
import { HistoryList } from './history-list.tsx';
import { LifeFacts } from './life-facts.tsx';
import { Mending } from './mending.tsx';
import { ObjectFacts } from './object-facts.tsx';
import { Standing } from './standing.tsx';

export interface FindingBodyProps {
  finding: FindingDetail;
  control: ControlDeclaration | undefined;
  /** The verdict of its control over the whole cluster, and how many findings it has. */
  verdict: { readonly status: VerdictStatus; readonly findings: number } | undefined;
  threats: readonly { readonly id: string; readonly title: string }[];
  targetId: string;
  history: FindingHistory;
  /** Null for somebody who may only look. */
  options: TriageOptions | null;
  /** YYYY-MM-DD, UTC. */
  today: string;
  base: string;
  /** On a page of its own there is room for two columns. */
  wide?: boolean;
}

/** The way that only a new password opens, where the last scan found one. */
function newPasswordOf({ remediation }: FindingDetail) {
  const given = remediation?.newPassword;
  return given ? { ...given, only: remediation?.kind === 'manual' } : null;
}

/** All there is to say about a finding, in the order a reader asks: why, what was seen, how to mend it. */
export function FindingBody({ wide = false, ...props }: FindingBodyProps) {
  const { finding, control, verdict, threats, base, targetId, history, options, today } = props;
  const gone = finding.state === 'fixed' || finding.state === 'baseline' || finding.state === 'not-looked-at';
  return (
    <div
      className={classNames('grid min-w-0 gap-x-10 gap-y-7', wide && 'xl:grid-cols-[minmax(0,1fr)_22rem]')}
    >
      <div className="grid min-w-0 content-start gap-7">
        <Standing finding={finding} today={today} />
        {options && (
          <FindingActions
            row={{ target: targetId, fingerprint: finding.fingerprint }}
            state={finding.state}
            options={options}
            newPassword={newPasswordOf(finding)}
            keys={wide}
          />
        )}
        {history.requests
          .filter((request) => request.state === 'requested')
          .map((request) => (
            <RequestCard key={request.id} request={request} />
          ))}
        {control && <p className="max-w-prose text-lead">{control.rationale}</p>}
        {!gone && (
          <Section title="Mend this">
            <Mending
              remediation={finding.remediation}
              caution={control?.caution ?? null}
              fingerprint={finding.fingerprint}
            />
          </Section>
        )}
        <Section title={gone ? 'Evidence, as last seen' : 'Evidence'}>
          <Evidence evidence={finding.evidence} />
        </Section>
        <Section title="History">
          <HistoryList entries={history.entries} />
        </Section>
      </div>
      <div className="grid min-w-0 content-start gap-7">
        <Section title="Life">
          <LifeFacts finding={finding} today={today} />
        </Section>
        <Section title="Object">
          <ObjectFacts object={finding.objectRef} />
        </Section>
        <Section title="Control">
          <Facts
            facts={[
              [
                'Control',
                control ? (
                  <TextLink key="c" href={controlHref(control.id)}>
                    {control.title}
                  </TextLink>
                ) : (
                  finding.control
                ),
              ],
              [
                'Id',
                <code key="id" className="font-mono text-fine">
                  {finding.control}
                </code>,
              ],
              ...(verdict
                ? [
                    ['Verdict', <VerdictMark key="v" mark={verdict.status} />] as const,
                    [
                      'Findings',
                      <CountLink
                        key="n"
                        count={verdict.findings}
                        href={`${base}/findings?control=${encodeURIComponent(finding.control)}&accepted=all`}
                        label="findings of this control"
                      />,
                    ] as const,
                  ]
                : []),
              ...(control ? [['Enforced in', control.enforcedWhere] as const] : []),
              [
                'Threats',
                <ul key="t" className="grid gap-0.5">
                  {threats.map((threat) => (
                    <li key={threat.id}>
                      <TextLink href={`${base}/coverage`}>{threat.title}</TextLink>
                    </li>
                  ))}
                  {threats.length === 0 && (
                    <li className="text-ink-faint">none that the policy leaves standing</li>
                  )}
                </ul>,
              ],
              ['References', <ReferenceList key="r" references={finding.references} />],
            ]}
          />
        </Section>
      </div>
    </div>
  );
}
