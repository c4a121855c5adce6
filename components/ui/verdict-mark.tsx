import type { VerdictStatus } from '#lib/engine/model/verdict.ts';
import { classNames } from './class-names.ts';

/** What a control or a threat can come to. `partial` is a threat's or a cell's: some of its controls hold. */
export type Mark = VerdictStatus | 'accepted' | 'partial';

const frame = (
  <rect
    x="1.75"
    y="1.75"
    width="12.5"
    height="12.5"
    rx="2"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
  />
);
const solid = <rect x="1" y="1" width="14" height="14" rx="2.5" fill="currentColor" />;

const shapes: Record<Mark | 'verified', React.ReactNode> = {
  pass: (
    <>
      {frame}
      <path
        d="m4.8 8.2 2.2 2.3 4.2-4.8"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
      />
    </>
  ),
  verified: (
    <>
      {solid}
      <path
        d="m4.4 8.2 2.5 2.6 4.7-5.3"
        fill="none"
        className="stroke-surface"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </>
  ),
  fail: (
    <>
      {solid}
      <path d="m5 5 6 6m0-6-6 6" className="stroke-surface" strokeWidth="2" strokeLinecap="round" />
    </>
  ),
  partial: (
    <>
      {frame}
      <path d="M1.75 3.5a1.75 1.75 0 0 1 1.75-1.75h9.9L1.75 13.4Z" fill="currentColor" />
    </>
  ),
  unknown: (
    <>
      <rect
        x="1.75"
        y="1.75"
        width="12.5"
        height="12.5"
        rx="2"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeDasharray="2.6 1.9"
      />
      <path
        d="M6.2 6.4c0-1 .8-1.7 1.8-1.7s1.8.7 1.8 1.6c0 1.2-1.7 1.3-1.7 2.6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
      <circle cx="8.1" cy="11.3" r=".95" fill="currentColor" />
    </>
  ),
  accepted: (
    <>
      {frame}
      <path d="M8 4.6V8l2.3 1.6" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
    </>
  ),
  'not-applicable': <path d="M4 8h8" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />,
};

export const markColours: Record<Mark, string> = {
  pass: 'text-pass',
  fail: 'text-fail',
  unknown: 'text-unknown',
  'not-applicable': 'text-na',
  accepted: 'text-accepted',
  partial: 'text-partial',
};

export const markWords: Record<Mark, string> = {
  pass: 'Pass',
  fail: 'Fail',
  unknown: 'Unknown',
  'not-applicable': 'Not applicable',
  accepted: 'Accepted',
  partial: 'Partial',
};

export interface VerdictMarkProps {
  mark: Mark;
  /** A fresh probe showed it: drawn solid, where mere configuration is drawn as an outline. */
  verified?: boolean;
  /** Instead of the mark's own word, for a threat's "Gap" or "Covered". */
  word?: string;
  quiet?: boolean;
}

/** Colour, shape and word. With `quiet` the word is for screen readers only. */
export function VerdictMark({ mark, verified = false, word, quiet = false }: VerdictMarkProps) {
  const said = word ?? (mark === 'pass' && verified ? 'Pass, verified' : markWords[mark]);
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 whitespace-nowrap font-medium',
        markColours[mark],
      )}
    >
      <svg viewBox="0 0 16 16" className="size-3.5 shrink-0" aria-hidden="true">
        {shapes[mark === 'pass' && verified ? 'verified' : mark]}
      </svg>
      <span className={quiet ? 'sr-only' : undefined}>{said}</span>
    </span>
  );
}
