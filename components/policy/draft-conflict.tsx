'use client';

import { Button } from '#components/ui/button.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { DiffView } from './diff-view.tsx';
import type { Rebased } from './draft-answers.ts';

export interface DraftConflictProps {
  rebased: Rebased;
  /** The version the draft was written from. */
  basedOn: number;
  /** Goes on with a text on top of the version in force. */
  onTake: (text: string, basedOn: number) => void;
  /** Goes on with the draft as it is; saving it takes back what the other changed. */
  onOverwrite: (basedOn: number) => void;
}

/** Somebody saved while the draft was written: what they changed, and the ways on. The draft is untouched. */
export function DraftConflict({ rebased, basedOn, onTake, onOverwrite }: DraftConflictProps) {
  const { current, theirs, merged } = rebased;
  return (
    <Notice tone="partial" live>
      <div className="grid gap-3">
        <p>
          <strong className="font-semibold">
            <Hostile text={current.author ?? 'Postern'} /> saved version {current.version}{' '}
            <RelativeTime at={current.createdAt} />.
          </strong>{' '}
          “<Hostile text={current.reason} />” Your draft was written from version {basedOn}; it is still here,
          and nothing was overwritten. This is what changed in between:
        </p>
        <DiffView lines={theirs} label={`What changed from version ${basedOn} to ${current.version}`} />
        {merged === null && (
          <p>
            You both changed the same lines, so only you can say what is meant: take theirs over by hand, then
            go on.
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          {merged !== null && (
            <Button kind="primary" onClick={() => onTake(merged, current.version)}>
              Put my changes on top of version {current.version}
            </Button>
          )}
          <Button kind="danger" onClick={() => onOverwrite(current.version)}>
            Keep my text, and undo theirs by saving it
          </Button>
        </div>
      </div>
    </Notice>
  );
}
