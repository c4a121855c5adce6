import { Facts } from '#components/ui/facts.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import type { TargetDetail } from '#lib/service/targets/get-target.ts';

/** Where a database is and how Postern reaches it. */
export function TargetFacts({ target }: { target: TargetDetail }) {
  const { result } = target;
  return (
    <Facts
      facts={[
        [
          'Address',
          <Identifier
            key="a"
            name={target.host.startsWith('/') ? target.host : `${target.host}:${target.port}`}
          />,
        ],
        ['Scan role', <Identifier key="r" name={target.user} />],
        ['TLS asked for', target.sslMode],
        ...(result?.summary.tls === undefined
          ? []
          : [['TLS used', <TlsUsed key="tls" tls={result.summary.tls} />] as const]),
        ...(target.substrate === null ? [] : [['Hosting', target.substrate] as const]),
        ...(result === null
          ? []
          : [
              [
                'Databases',
                <span key="d" className="flex flex-wrap gap-x-2">
                  {result.databases.map((name) => (
                    <Identifier key={name} name={name} />
                  ))}
                </span>,
              ] as const,
              [
                'Policy',
                result.policyVersion === null ? (
                  'none'
                ) : (
                  <span key="p">
                    <TextLink href={`/databases/${target.id}/policy?version=${result.policyVersion}`}>
                      version {result.policyVersion}
                    </TextLink>
                    {result.organisationPolicyVersion !== null && (
                      <>
                        {' '}
                        over{' '}
                        <TextLink href={`/policy?version=${result.organisationPolicyVersion}`}>
                          version {result.organisationPolicyVersion} of the organisation’s
                        </TextLink>
                      </>
                    )}
                  </span>
                ),
              ] as const,
              [
                'Took',
                result.startedAt === null ? (
                  'unknown'
                ) : (
                  <Hostile
                    key="t"
                    text={duration(Date.parse(result.finishedAt) - Date.parse(result.startedAt))}
                  />
                ),
              ] as const,
            ]),
        ['Registered', <RelativeTime key="c" at={target.createdAt} />],
      ]}
    />
  );
}

function TlsUsed({ tls }: { tls: { readonly version: string; readonly cipher: string } | null }) {
  if (tls === null) return <VerdictMark mark="partial" word="none: not encrypted" />;
  return (
    <>
      <Hostile text={tls.version} />, <Hostile text={tls.cipher} />
    </>
  );
}

/** Milliseconds as a person says them. */
function duration(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}
