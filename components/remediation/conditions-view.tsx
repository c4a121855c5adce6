import { Facts } from '#components/ui/facts.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { RemediationView, ShownWindow } from '#lib/service/remediation/remediation-view.ts';
import { openingWords } from './opening-words.ts';

/** What an approval is bound to: where one of these differs, nothing runs. */
export function ConditionsView({ view }: { view: RemediationView }) {
  const { conditions, window, credential } = view;
  return (
    <Facts
      facts={[
        [
          'Server',
          <span key="t">
            <TextLink href={`/databases/${view.target.id}`}>
              <Hostile text={view.target.name} />
            </TextLink>{' '}
            <span className="text-ink-faint">
              PostgreSQL {conditions.major}, {view.environment}
            </span>
          </span>,
        ],
        ['System identifier', <Identifier key="s" name={conditions.systemIdentifier} />],
        [
          'Database',
          conditions.database === null ? (
            'any of the cluster'
          ) : (
            <Identifier key="d" name={conditions.database} />
          ),
        ],
        [
          'Runs as',
          view.kind !== 'sql' ? (
            'nobody here: Postern does not run it'
          ) : conditions.executionRole === null ? (
            <span key="r" className="text-partial">
              no role is registered
            </span>
          ) : (
            <Identifier key="r" name={conditions.executionRole} />
          ),
        ],
        ...(credential === null || view.kind !== 'sql'
          ? []
          : [
              [
                'Credential',
                <span key="c">
                  held, registered by <Hostile text={credential.registeredBy} />{' '}
                  <RelativeTime at={credential.at} />
                </span>,
              ] as const,
            ]),
        ['Script', <Digest key="g" digest={view.version.digest} what={`version ${view.version.number}`} />],
        [
          'State',
          conditions.stateFingerprint === null ? (
            <span key="f" className="text-unknown">
              unknown: nothing may run on it
            </span>
          ) : (
            <Digest key="f" digest={conditions.stateFingerprint} what={stateWords[conditions.stateNow]} />
          ),
        ],
        [
          'Event triggers',
          conditions.eventTriggersDigest === null ? (
            <span key="e" className="text-unknown">
              unknown
            </span>
          ) : (
            <Digest key="e" digest={conditions.eventTriggersDigest} what="those enabled" />
          ),
        ],
        [
          'Expires',
          conditions.expiresAt === null ? (
            'once approved'
          ) : (
            <RelativeTime key="x" at={conditions.expiresAt} />
          ),
        ],
        ['Window', <WindowWords key="w" window={window} />],
      ]}
    />
  );
}

const stateWords = { same: 'still so', changed: 'changed since', unknown: 'not known now' };

function Digest({ digest, what }: { digest: string; what: string }) {
  return (
    <span className="flex flex-wrap gap-x-2">
      <span className="font-mono text-[0.93em]" title={digest}>
        {digest.slice(0, 4)}…{digest.slice(-4)}
      </span>
      <span className="text-ink-faint">{what}</span>
      <span className="sr-only">{digest}</span>
    </span>
  );
}

function WindowWords({ window }: { window: ShownWindow | null }) {
  if (window === null) return <>none set: any time</>;
  return (
    <div className="grid gap-0.5">
      <span>
        {window.openNow ? (
          'open now'
        ) : window.nextOpening === null ? (
          <span className="text-fail">does not open within a year</span>
        ) : (
          <>
            opens <RelativeTime at={window.nextOpening} />
          </>
        )}
      </span>
      {window.openings.map((opening) => (
        <span key={openingWords(opening)} className="text-fine text-ink-faint">
          {openingWords(opening)}
        </span>
      ))}
      <span className="text-fine text-ink-faint">
        <Hostile text={window.timeZone} />
      </span>
    </div>
  );
}
