import { Facts } from '#components/ui/facts.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { VerdictMark } from '#components/ui/verdict-mark.tsx';
import type { TestResult } from './connection-fields.ts';

const rights = [
  ['readsAllSettings', 'server settings'],
  ['readsAllStats', 'statistics'],
  ['readsHba', 'connection rules'],
  ['readsIdentMappings', 'user name maps'],
] as const;

/** What came of trying to connect, in words. */
export function TestOutcome({ result }: { result: TestResult }) {
  if (!result.ok)
    return (
      <Notice tone="fail" live>
        <strong className="font-semibold">It does not connect.</strong> <Hostile text={result.message} />
      </Notice>
    );
  const { tls, scanRole, databases } = result;
  return (
    <div role="status" className="grid gap-3">
      <Notice tone={tls === null ? 'partial' : 'pass'}>
        <strong className="font-semibold">
          It connects to PostgreSQL <Hostile text={result.serverVersion} />.
        </strong>{' '}
        {tls === null ? (
          'The connection is not encrypted: whoever sits between reads the scan role’s session. Use verify-full wherever the server offers TLS.'
        ) : (
          <>
            Encrypted with <Hostile text={tls.version} />, <Hostile text={tls.cipher} />.
          </>
        )}
      </Notice>
      {scanRole.superuser && (
        <Notice tone="partial">
          <Identifier name={scanRole.name} /> is a superuser. A scan needs far less: use the script below.
        </Notice>
      )}
      <Facts
        facts={[
          [
            'Scan role reads',
            <ul key="r" className="grid gap-0.5">
              {rights.map(([key, word]) => (
                <li key={key}>
                  {scanRole[key] ? (
                    <VerdictMark mark="pass" word={word} />
                  ) : (
                    <VerdictMark mark="unknown" word={`${word}: not allowed, will be unknown`} />
                  )}
                </li>
              ))}
            </ul>,
          ],
          [
            'Databases',
            <span key="d" className="flex flex-wrap gap-x-3">
              {databases.map((name) => (
                <Identifier key={name} name={name} />
              ))}
            </span>,
          ],
        ]}
      />
    </div>
  );
}
