import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

const tones = {
  neutral: 'border-line bg-sunken',
  accent: 'border-accent bg-accent-wash',
  pass: 'border-pass bg-pass-wash',
  fail: 'border-fail bg-fail-wash',
  unknown: 'border-unknown bg-unknown-wash',
  partial: 'border-partial bg-partial-wash',
};

/** A remark that concerns the whole page or section it stands in. `live` when it appears after the page did. */
export function Notice({
  tone = 'neutral',
  live = false,
  children,
}: {
  tone?: keyof typeof tones;
  live?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      role={live ? 'status' : undefined}
      className={classNames('rounded-sm border-l-2 px-3 py-2', tones[tone])}
    >
      {children}
    </div>
  );
}
