import Link from 'next/link';
import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { RemediationView } from '#lib/service/remediation/remediation-view.ts';

/** What the scan after it saw: whether the findings are really gone. */
export function VerificationView({ view }: { view: RemediationView }) {
  const { verification, target, closes } = view;
  const scans = <TextLink href={`/databases/${target.id}/scans`}>a scan</TextLink>;
  if (verification === null)
    return (
      <p className="text-ink-soft">
        {view.state === 'applied' ? 'Waits for a scan that looks whether the findings are gone.' : null}
        {view.state !== 'applied' && <>Once it is applied, {scans} proves whether the findings are gone.</>}
      </p>
    );
  if (verification.at === null)
    return <p className="text-ink-soft">The scan that looks whether the findings are gone is running.</p>;
  if (view.state === 'undone')
    return (
      <p className="text-ink-soft">
        The scan <RelativeTime at={verification.at} /> looked at it as it was applied. It has been undone
        since: the next scan says what is there now.
      </p>
    );
  if (verification.remaining.length === 0 && view.state === 'applied')
    return (
      <Notice tone="fail">
        <strong className="font-semibold">Not proven</strong> by the scan{' '}
        <RelativeTime at={verification.at} />. <Hostile text={view.stateReason} />
      </Notice>
    );
  if (verification.remaining.length === 0)
    return (
      <Notice tone="pass">
        {closes.length === 0 ? (
          <>
            Proven: by the scan <RelativeTime at={verification.at} /> the policy asks for nothing more of it.
          </>
        ) : (
          <>
            Proven: the scan <RelativeTime at={verification.at} /> does not find{' '}
            {closes.length === 1 ? 'it' : `any of the ${closes.length}`} any more
            {view.model === null ? '.' : ', and the policy asks for nothing more of this part.'}
          </>
        )}
      </Notice>
    );
  const titles = new Map(closes.map((finding) => [finding.fingerprint, finding.title]));
  return (
    <Notice tone="fail">
      <p>
        <strong className="font-semibold">Not mended:</strong> the scan <RelativeTime at={verification.at} />{' '}
        still finds {verification.remaining.length} of {closes.length}.
      </p>
      <ul className="mt-1 grid gap-0.5">
        {verification.remaining.slice(0, 20).map((fingerprint) => (
          <li key={fingerprint}>
            <Link href={`/databases/${target.id}/findings/${fingerprint}`} className="underline">
              <Hostile text={titles.get(fingerprint) ?? fingerprint} />
            </Link>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
