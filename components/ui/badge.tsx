import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type BadgeTone = 'neutral' | 'accent' | 'pass' | 'fail' | 'unknown' | 'accepted' | 'partial';

const tones: Record<BadgeTone, string> = {
  neutral: 'bg-sunken text-ink-soft',
  accent: 'bg-accent-wash text-accent',
  pass: 'bg-pass-wash text-pass',
  fail: 'bg-fail-wash text-fail',
  unknown: 'bg-unknown-wash text-unknown',
  accepted: 'bg-accepted-wash text-accepted',
  partial: 'bg-partial-wash text-partial',
};

export function Badge({ tone = 'neutral', children }: { tone?: BadgeTone; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1 whitespace-nowrap rounded-sm px-1.5 text-fine font-medium',
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
