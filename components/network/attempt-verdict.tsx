import { Hostile } from '#components/ui/hostile.tsx';
import { Identifier } from '#components/ui/identifier.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { Attempt, AttemptAnswer } from '#lib/service/network/try-connection.ts';
import { OutsideVerdict } from './outside-verdict.tsx';

const words: Record<
  AttemptAnswer['decision'],
  { tone: 'pass' | 'partial' | 'unknown' | 'fail'; text: string }
> = {
  method: { tone: 'partial', text: 'The server asks for' },
  reject: { tone: 'pass', text: 'Refused by a rule' },
  'implicit-reject': { tone: 'pass', text: 'Refused: no rule matches' },
  undecidable: { tone: 'unknown', text: 'Cannot be decided here' },
  'file-error': { tone: 'unknown', text: 'Unknown: the file has errors' },
};

/** What the server does with the attempt, by which rule, and what it would still refuse for. */
export function AttemptVerdict({ answer, attempt }: { answer: AttemptAnswer; attempt: Attempt }) {
  const { decision, method, options, rule, reason, afterwards } = answer;
  const trusted = method === 'trust' && afterwards.length === 0;
  return (
    <section aria-label="Answer" className="grid gap-2">
      <Notice tone={trusted ? 'fail' : words[decision].tone} live>
        <p>
          <strong className="font-semibold">
            {words[decision].text}
            {method !== null && (
              <>
                {' '}
                <code className="font-mono">{method}</code>
                {method === 'trust' && ', which asks for nothing'}
              </>
            )}
            .
          </strong>{' '}
          <Identifier name={attempt.user} /> to{' '}
          {attempt.replication === 'yes' ? 'physical replication' : <Identifier name={attempt.database} />}{' '}
          from {attempt.address === '' ? 'the socket' : <Identifier name={attempt.address} />}
          {attempt.address !== '' &&
            (attempt.encryption === 'none'
              ? ' without encryption'
              : ` with ${attempt.encryption.toUpperCase()}`)}
          : <Hostile text={reason} />.
        </p>
        {rule && (
          <p className="mt-1">
            <a href={`#line-${rule.line}`} className="text-accent underline underline-offset-2">
              Line {rule.line}
            </a>{' '}
            <code className="font-mono text-fine">
              <Hostile text={rule.text} />
            </code>
          </p>
        )}
        {Object.entries(options).map(([name, value]) => (
          <p key={name} className="text-fine">
            <code className="font-mono">
              <Hostile text={`${name}=${value}`} />
            </code>
          </p>
        ))}
      </Notice>
      {answer.outside && <OutsideVerdict answer={answer.outside} given={attempt.outside} />}
      {afterwards.length > 0 && (
        <div>
          <p className="font-medium">Past the rules, but:</p>
          <ul className="list-disc pl-5">
            {afterwards.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
