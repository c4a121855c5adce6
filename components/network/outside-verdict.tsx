import { Badge, type BadgeTone } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import type { MapLine, OutsideAnswer } from '#lib/service/network/try-connection.ts';

/** What the name from outside is called, and where it comes from. */
export const outsideWords: Record<OutsideAnswer['name'], { label: string; hint: string }> = {
  'system-user': { label: 'System user', hint: 'The operating system’s name of the client process' },
  'ident-user': { label: 'Ident user', hint: 'What the ident server of the client machine says' },
  certificate: {
    label: 'Certificate name',
    hint: 'Its CN; its whole DN where clientname=DN, which the server’s view does not show',
  },
  principal: { label: 'Principal', hint: 'With its realm, as in ann@EXAMPLE.ORG, unless include_realm=0' },
  'token-subject': {
    label: 'Token subject',
    hint: 'The identity that the server’s validator finds in the token',
  },
};

const verdicts: Record<OutsideAnswer['verdict'], { tone: BadgeTone; words: string }> = {
  'let-in': { tone: 'partial', words: 'may be the role' },
  refused: { tone: 'pass', words: 'refused' },
  unknown: { tone: 'unknown', words: 'unknown' },
  'not-asked': { tone: 'neutral', words: 'depends on the name' },
};

/** Whether the name from outside may be the role, and by which line of pg_ident.conf. */
export function OutsideVerdict({ answer, given }: { answer: OutsideAnswer; given: string }) {
  const { verdict, reason, line, forRole } = answer;
  return (
    <div className="grid gap-1">
      <p>
        <span className="font-medium">{outsideWords[answer.name].label}</span>{' '}
        {given !== '' && (
          <>
            <code className="font-mono">
              <Hostile text={given} />
            </code>{' '}
          </>
        )}
        <Badge tone={verdicts[verdict].tone}>{verdicts[verdict].words}</Badge> <Hostile text={reason} />
      </p>
      {line ? (
        <MapLines lines={[line]} />
      ) : (
        forRole.length > 0 && (
          <>
            <p className="text-fine text-ink-soft">Lines of the map that are for this role:</p>
            <MapLines lines={forRole} />
          </>
        )
      )}
    </div>
  );
}

function MapLines({ lines }: { lines: readonly MapLine[] }) {
  return (
    <ul className="grid gap-0.5 pl-5">
      {lines.map((line) => (
        <li key={`${line.file ?? ''}:${line.line}`} className="list-disc">
          pg_ident line {line.line}{' '}
          <code className="font-mono text-fine">
            <Hostile text={line.text} />
          </code>
        </li>
      ))}
    </ul>
  );
}
