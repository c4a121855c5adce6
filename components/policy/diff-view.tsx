import { classNames } from '#components/ui/class-names.ts';
import { Hostile } from '#components/ui/hostile.tsx';
import type { DiffLine } from '#lib/service/policy/line-diff.ts';

/** Lines around a difference that say where it is. */
const context = 3;

type Part = { readonly lines: readonly DiffLine[] } | { readonly hidden: number; readonly from: number };

/** Runs of unchanged lines away from any difference are folded into a count. */
function parts(lines: readonly DiffLine[]): readonly Part[] {
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - context), index + context + 1).some((one) => one.kind !== 'same'),
  );
  const made: Part[] = [];
  let shown: DiffLine[] = [];
  let hidden = 0;
  lines.forEach((line, index) => {
    if (near[index]) {
      if (hidden > 0) made.push({ hidden, from: index - hidden });
      hidden = 0;
      shown.push(line);
      return;
    }
    if (shown.length > 0) made.push({ lines: shown });
    shown = [];
    hidden += 1;
  });
  if (shown.length > 0) made.push({ lines: shown });
  if (hidden > 0) made.push({ hidden, from: lines.length - hidden });
  return made;
}

const signs = { same: ' ', gone: '−', new: '+' };
const words = { same: '', gone: 'removed', new: 'added' };

/** More lines than this of one kind, with nothing in them that has to be marked, are one element and not fifty thousand. */
const longRun = 200;
const unmarked = /^[\x20-\x7e]*$/;

/** Each line by itself, but for long runs of one kind. */
function runsOf(lines: readonly DiffLine[]): readonly (readonly DiffLine[])[] {
  const runs: DiffLine[][] = [];
  for (const line of lines) {
    const before = runs.at(-1)?.at(-1);
    if (before?.kind === line.kind && unmarked.test(before.text) && unmarked.test(line.text))
      runs.at(-1)?.push(line);
    else runs.push([line]);
  }
  return runs.flatMap((run) => (run.length > longRun ? [run] : run.map((line) => [line])));
}

const column = (run: readonly DiffLine[], of: (line: DiffLine) => string | number | null) =>
  run.map((line) => of(line) ?? '').join('\n');

function DiffRun({ run }: { run: readonly DiffLine[] }) {
  const [{ kind, text } = { kind: 'same' as const, text: '' }] = run;
  const word = run.length === 1 ? words[kind] : `${run.length} lines ${words[kind]}`;
  return (
    <p
      className={classNames(
        'grid grid-cols-[3rem_3rem_1.5rem_auto] whitespace-pre',
        kind === 'gone' && 'bg-fail-wash',
        kind === 'new' && 'bg-pass-wash',
      )}
    >
      <span className="pr-2 text-right text-ink-faint tabular-nums">
        {column(run, (line) => line.before)}
      </span>
      <span className="pr-2 text-right text-ink-faint tabular-nums">{column(run, (line) => line.after)}</span>
      <span className="text-center" aria-hidden="true">
        {column(run, () => signs[kind])}
      </span>
      <span className="pr-3">
        {kind !== 'same' && <span className="sr-only">{word}: </span>}
        {run.length === 1 ? <Hostile text={text} /> : column(run, (line) => line.text)}
      </span>
    </p>
  );
}

/** Two texts held against each other, by line: a sign and a wash, never a colour alone. */
export function DiffView({ lines, label }: { lines: readonly DiffLine[]; label: string }) {
  if (lines.every((line) => line.kind === 'same'))
    return <p className="text-ink-soft">There is no difference.</p>;
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="relative max-h-140 overflow-auto rounded-sm border bg-surface font-mono text-fine leading-5"
    >
      <div className="w-max min-w-full py-1">
        {parts(lines).map((part) =>
          'hidden' in part ? (
            <p key={`hidden ${part.from}`} className="bg-canvas px-3 text-ink-faint">
              {part.hidden} unchanged {part.hidden === 1 ? 'line' : 'lines'}
            </p>
          ) : (
            runsOf(part.lines).map((run) => <DiffRun key={`${run[0]?.before} ${run[0]?.after}`} run={run} />)
          ),
        )}
      </div>
    </section>
  );
}
