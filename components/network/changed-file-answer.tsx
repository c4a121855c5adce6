import { classNames } from '#components/ui/class-names.ts';
import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { ChangedFile } from '#lib/service/network/changed-file.ts';
import { AnswerPart } from './answer-part.tsx';
import { ReachChanges } from './reach-changes.tsx';
import { SessionChanges } from './session-changes.tsx';

/** What a changed file would do, worst first. */
export function ChangedFileAnswer({ answer }: { answer: ChangedFile }) {
  const { diff, errors, identErrors, major, reach, sessions } = answer;
  return (
    <section aria-label="What the changed file would do" className="grid gap-5">
      <Problems name="pg_hba.conf" errors={errors} major={major} />
      <Problems name="pg_ident.conf" errors={identErrors} major={major} />
      {errors.length > 0 ? (
        <p className="text-ink-soft">
          What it would do is not known until {errors.length === 1 ? 'this line is' : 'these lines are'}{' '}
          mended.
        </p>
      ) : (
        <>
          {'unknown' in sessions ? (
            <Unknown what="Which sessions it would refuse is not known" why={sessions.unknown} />
          ) : (
            <SessionChanges sessions={sessions} />
          )}
          {'unknown' in diff ? (
            <Unknown what="Which rules would change is not known" why={diff.unknown} />
          ) : (
            <RuleDiff lines={diff.lines} />
          )}
          {'unknown' in reach ? (
            <Unknown what="Who would reach more or less is not known" why={reach.unknown} />
          ) : (
            <ReachChanges reach={reach} />
          )}
        </>
      )}
    </section>
  );
}

function Unknown({ what, why }: { what: string; why: string }) {
  return (
    <Notice tone="unknown" live>
      {what}: <Hostile text={why} />.
    </Notice>
  );
}

function Problems({ name, errors, major }: { name: string; errors: ChangedFile['errors']; major: number }) {
  if (errors.length === 0) return null;
  const refused = errors.some((error) => !error.unread);
  return (
    <Notice tone={refused ? 'fail' : 'unknown'} live>
      <strong className="font-semibold">
        {refused
          ? `PostgreSQL ${major} would refuse this ${name} as a whole and keep what it has.`
          : `This ${name} names files that cannot be read here.`}
      </strong>
      <ul className="mt-1 grid gap-0.5">
        {errors.slice(0, 20).map((error) => (
          <li key={`${error.line}:${error.error}`} className="break-words">
            line {error.line}: <Hostile text={error.error} />
          </li>
        ))}
        {errors.length > 20 && <li>and more</li>}
      </ul>
    </Notice>
  );
}

const signs = { same: ' ', removed: '−', added: '+' } as const;
const spoken = { same: '', removed: 'removed: ', added: 'added: ' } as const;

function RuleDiff({
  lines,
}: {
  lines: readonly { change: keyof typeof signs; text: string; before: number | null; after: number | null }[];
}) {
  if (lines.every(({ change }) => change === 'same'))
    return <p className="text-ink-soft">Every rule stays as it is, in the same order.</p>;
  return (
    <AnswerPart title="Rules">
      <ol className="overflow-x-auto rounded-sm border bg-surface py-1 font-mono text-fine leading-5">
        {lines.map((line) => (
          <li
            key={`${line.before ?? ''}:${line.after ?? ''}`}
            className={classNames(
              'grid w-max min-w-full grid-cols-[3.5rem_1.25rem_1fr] whitespace-pre px-2',
              line.change === 'removed' && 'bg-fail-wash',
              line.change === 'added' && 'bg-pass-wash',
              line.change === 'same' && 'text-ink-soft',
            )}
          >
            <span className="pr-3 text-right text-ink-faint tabular-nums">{line.after ?? line.before}</span>
            <span aria-hidden="true">{signs[line.change]}</span>
            <span>
              <span className="sr-only">{spoken[line.change]}</span>
              <Hostile text={line.text} />
            </span>
          </li>
        ))}
      </ol>
    </AnswerPart>
  );
}
