import { MentionList } from '#components/findings/mention-list.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Facts } from '#components/ui/facts.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Section } from '#components/ui/section.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ControlPage } from '#lib/service/catalogue/get-control.ts';
import { ReferenceList } from './reference-list.tsx';
import { ServerStandings } from './server-standings.tsx';

const substrateNames: Readonly<Record<string, string>> = {
  'self-managed': 'self-managed',
  rds: 'Amazon RDS',
  aurora: 'Amazon Aurora',
  'cloud-sql': 'Google Cloud SQL',
  azure: 'Azure Database for PostgreSQL',
  kubernetes: 'Kubernetes operators',
};

/** All there is to say about a control: why, where it stands how, and what it is bound to. */
export function ControlBody({ page }: { page: ControlPage }) {
  const { control, findings, servers } = page;
  const findingsHref = `/findings?control=${encodeURIComponent(control.id)}`;
  const holding = servers.filter((one) => one.standing === 'pass').length;
  return (
    <div className="grid min-w-0 gap-x-10 gap-y-7 xl:grid-cols-[minmax(0,1fr)_26rem]">
      <div className="grid min-w-0 content-start gap-7">
        <p className="max-w-prose text-lead">{control.rationale}</p>
        <Notice>
          <strong className="font-semibold">Before you mend it.</strong> {control.caution}
        </Notice>
        <Section
          title="Where it stands"
          aside={servers.length > 0 && `holds on ${holding} of ${servers.length}`}
        >
          {servers.length === 0 ? (
            <EmptyState
              title="No server is registered"
              action={<LinkButton href="/databases">To the databases</LinkButton>}
            >
              Each server stands here with its verdict once it has been scanned.
            </EmptyState>
          ) : (
            <ServerStandings control={control.id} servers={servers} />
          )}
        </Section>
        <Section title="Open findings" aside={findings.total > 0 && `${findings.total} in the fleet`}>
          {findings.total === 0 ? (
            <p className="text-ink-soft">
              None in the last good scans.{' '}
              {servers.some((one) => one.standing === 'unknown') &&
                'Where the verdict is unknown there may be some all the same.'}
            </p>
          ) : (
            <>
              <MentionList
                mentions={findings.first.map((finding) => ({
                  href: `/databases/${finding.target.id}/findings/${finding.fingerprint}`,
                  severity: finding.severity,
                  title: finding.title,
                  place: finding.target.name,
                }))}
              />
              {findings.total > findings.first.length && (
                <p className="pt-2">
                  <TextLink href={findingsHref}>All {findings.total} findings</TextLink>
                </p>
              )}
            </>
          )}
        </Section>
      </div>
      <div className="grid min-w-0 content-start gap-7">
        <Section title="Control">
          <Facts
            facts={[
              ['Id', <code key="id">{control.id}</code>],
              ['Severity', <SeverityMark key="s" severity={control.severity} />],
              ['Area', <span key="a">{control.area}</span>],
              ['Judged', page.scope === 'cluster' ? 'once for the whole server' : 'in each database'],
              ['Enforced in', control.enforcedWhere],
              [
                'Where',
                control.substrates
                  ? control.substrates.map((one) => substrateNames[one] ?? one).join(', ')
                  : 'everywhere, managed services included',
              ],
            ]}
          />
        </Section>
        <Section title="Stands against">
          <ul className="grid gap-0.5">
            {page.threats.map((threat) => (
              <li key={threat.id}>
                <TextLink href={`/threats#${threat.id}`}>{threat.title}</TextLink>
              </li>
            ))}
          </ul>
        </Section>
        <Section title="Reads">
          <ul className="grid gap-0.5">
            {page.inputs.map(({ section, needs }) => (
              <li key={section}>
                <code>{section}</code>
                <span className="text-ink-faint">
                  {needs.length === 0 ? ' open to every role' : ` needs ${needs.join(', ')}`}
                </span>
              </li>
            ))}
          </ul>
        </Section>
        <Section title="References">
          <ReferenceList references={page.references} />
        </Section>
      </div>
    </div>
  );
}
