'use client';

import { type Ref, useRef } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import type { PolicyProblem } from '#lib/engine/policy/policy-problem.ts';

export interface NumberedTextProps {
  ref: Ref<HTMLTextAreaElement>;
  label: string;
  text: string;
  onChange: (text: string) => void;
  problems: readonly PolicyProblem[];
}

/** A plain text area with line numbers, those with a problem marked. */
export function NumberedText({ ref, label, text, onChange, problems }: NumberedTextProps) {
  const gutter = useRef<HTMLOListElement>(null);
  const wrong = new Map(problems.map((problem) => [problem.line, problem.severity]));
  return (
    <div className="grid h-140 grid-cols-[auto_minmax(0,1fr)] overflow-hidden rounded-sm border border-line-strong bg-surface font-mono text-fine leading-5">
      <ol
        ref={gutter}
        aria-hidden="true"
        className="overflow-hidden border-r bg-canvas py-2 text-right text-ink-faint tabular-nums"
      >
        {text.split('\n').map((_, index) => {
          const severity = wrong.get(index + 1);
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
              key={index}
              className={classNames(
                'h-5 px-2',
                severity === 'error' && 'bg-fail-wash font-semibold text-fail',
                severity === 'warning' && 'bg-partial-wash font-semibold text-partial',
              )}
            >
              {index + 1}
            </li>
          );
        })}
      </ol>
      <textarea
        ref={ref}
        aria-label={label}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
        }}
        wrap="off"
        spellCheck={false}
        autoComplete="off"
        className="resize-none overflow-auto bg-surface px-3 py-2 text-ink focus-visible:-outline-offset-2"
      />
    </div>
  );
}
