import { Hostile } from '#components/ui/hostile.tsx';
import type { DiffLine } from '#lib/engine/policy/line-diff.ts';

const around = 3;
const signs = { same: ' ', removed: '−', added: '+' } as const;
const words = { same: '', removed: 'removed: ', added: 'added: ' } as const;
const tones = { same: '', removed: 'bg-fail-wash text-fail', added: 'bg-pass-wash text-pass' } as const;

/** Changed lines with a few around them; what is left out between is a dotted line. */
export function TextDifference({ lines }: { lines: readonly DiffLine[] }) {
  const shown = lines.map((_, at) =>
    lines.slice(Math.max(0, at - around), at + around + 1).some((line) => line.kind !== 'same'),
  );
  return (
    <ol
      aria-label="What changes in the policy"
      className="max-h-96 overflow-auto rounded-sm border bg-surface py-1 font-mono text-fine leading-5"
    >
      {lines.map((line, at) =>
        shown[at] ? (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
            key={at}
            className={`grid grid-cols-[1.5rem_minmax(0,1fr)] px-2 whitespace-pre-wrap break-words ${tones[line.kind]} ${at > 0 && !shown[at - 1] ? 'border-t border-dashed' : ''}`}
          >
            <span aria-hidden="true">{signs[line.kind]}</span>
            <span>
              <span className="sr-only">{words[line.kind]}</span>
              <Hostile text={line.text} />
            </span>
          </li>
        ) : null,
      )}
    </ol>
  );
}
