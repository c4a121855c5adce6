import type { Metadata } from 'next';
import { ScanState } from '#components/databases/scan-state.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Section } from '#components/ui/section.tsx';
import { Cell, Head, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { requirePerson } from '#lib/service/auth/page.ts';
import { listFleet } from '#lib/service/fleet/list-fleet.ts';

export const metadata: Metadata = { title: 'Reports' };

const formats = [
  {
    id: 'md',
    name: 'Hardening report',
    what: 'Markdown: coverage, roles and grants, row security, columns, connections, audit, gaps',
  },
  {
    id: 'json',
    name: 'Whole scan',
    what: 'JSON, as the command line writes it: for machines and for comparing',
  },
  { id: 'csv', name: 'Findings', what: 'CSV, one line a finding: for spreadsheets and tickets' },
];

const fleetFormats = [
  ['md', 'Findings, Markdown'],
  ['json', 'Findings, JSON'],
  ['csv', 'Findings, CSV'],
] as const;

export default async function ReportsPage() {
  const access = await requirePerson(['target:read', 'report:export']);
  const fleet = await listFleet(access);
  return (
    <>
      <PageHeader
        title="Reports"
        line="Each from the last good scan. To export only some findings, filter their list and export that."
      />
      <dl className="mb-6 grid max-w-prose gap-1.5">
        {formats.map((format) => (
          <div key={format.id} className="grid grid-cols-[10rem_minmax(0,1fr)]">
            <dt className="font-medium">{format.name}</dt>
            <dd className="text-ink-soft">{format.what}</dd>
          </div>
        ))}
      </dl>
      {fleet.length === 0 ? (
        <EmptyState
          title="Nothing to report on yet"
          action={<LinkButton href="/databases">To the databases</LinkButton>}
        >
          Register a database and scan it; its reports stand here.
        </EmptyState>
      ) : (
        <>
          <Section title="Of every database" aside="what is open, in one file">
            <p className="mb-6 flex flex-wrap gap-2">
              {fleetFormats.map(([format, name]) => (
                <LinkButton key={format} small download href={`/api/findings/export?format=${format}`}>
                  {name}
                </LinkButton>
              ))}
            </p>
          </Section>
          <Section title="Of one database">
            <Table
              caption="Reports by database"
              head={
                <>
                  <Head>Database</Head>
                  <Head>Result</Head>
                  <Head>Download</Head>
                </>
              }
            >
              {fleet.map((target) => (
                <tr key={target.id}>
                  <Cell heading>
                    <TextLink href={`/databases/${target.id}`}>
                      <Hostile text={target.name} />
                    </TextLink>
                  </Cell>
                  <Cell>
                    <ScanState latest={target.latest} result={target.result} />
                  </Cell>
                  <Cell>
                    {target.result === null ? (
                      <span className="text-ink-faint">No finished scan to report on</span>
                    ) : (
                      <span className="flex flex-wrap gap-2">
                        {formats.map((format) => (
                          <LinkButton
                            key={format.id}
                            small
                            download
                            href={`/api/targets/${target.id}/export?format=${format.id}&scope=all`}
                          >
                            {format.name}
                          </LinkButton>
                        ))}
                      </span>
                    )}
                  </Cell>
                </tr>
              ))}
            </Table>
          </Section>
        </>
      )}
    </>
  );
}
