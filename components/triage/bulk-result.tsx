'use client';

import { z } from 'zod';
import { Button } from '#components/ui/button.tsx';
import { Hostile } from '#components/ui/hostile.tsx';

const outcomeShape = z.object({
  done: z.number(),
  refused: z.array(
    z.object({ target: z.string(), fingerprint: z.string(), title: z.string().nullable(), why: z.string() }),
  ),
});

export type ShownOutcome = z.infer<typeof outcomeShape>;

/** The answer of a bulk action; one that cannot be read leaves nothing out and did nothing. */
export function readOutcome(body: unknown): ShownOutcome {
  const read = outcomeShape.safeParse(body);
  return read.success ? read.data : { done: 0, refused: [] };
}

/** Which findings were left out, and why. */
export function BulkResult({ outcome, onClose }: { outcome: ShownOutcome; onClose: () => void }) {
  const { done, refused } = outcome;
  return (
    <div className="grid gap-4">
      <p role="status">
        Done for <strong className="font-semibold tabular-nums">{done}</strong>.{' '}
        {refused.length === 1 ? 'One was' : `${refused.length.toLocaleString('en')} were`} left as{' '}
        {refused.length === 1 ? 'it is' : 'they are'}:
      </p>
      <ul className="grid max-h-80 gap-2 overflow-y-auto">
        {refused.slice(0, 200).map((one) => (
          <li key={one.target + one.fingerprint} className="border-b pb-2 last:border-b-0">
            <p>{one.title === null ? 'Not in this list any more' : <Hostile text={one.title} />}</p>
            <p className="text-fine text-ink-soft">{one.why}</p>
          </li>
        ))}
      </ul>
      <div>
        <Button kind="primary" onClick={onClose}>
          Close
        </Button>
      </div>
    </div>
  );
}
