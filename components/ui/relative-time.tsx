'use client';

import { useEffect, useState } from 'react';
import { elapsed, exactUtc } from './elapsed.ts';
import { Tooltip } from './tooltip.tsx';

/** How long ago, kept current while it is looked at; the exact UTC time on focus and hover. `at` is ISO 8601. */
export function RelativeTime({ at }: { at: string }) {
  const date = new Date(at);
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const exact = exactUtc(date);
  return (
    <Tooltip text={exact}>
      <time
        dateTime={at}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the exact time opens on focus
        tabIndex={0}
        className="cursor-help whitespace-nowrap underline decoration-line-strong/50 decoration-dotted underline-offset-3"
      >
        {/* The server does not know when this is read: until then the exact time stands. */}
        {now === null ? exact : elapsed(date.getTime(), now)}
      </time>
    </Tooltip>
  );
}
