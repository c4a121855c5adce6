'use client';

import { useState } from 'react';
import { DiffView } from '#components/policy/diff-view.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import type { Preview } from './answers.ts';

export interface AnswerBarProps {
  count: number;
  busy: boolean;
  preview: Preview | null;
  /** What went wrong, in a sentence. */
  failure: string | null;
  /** What became of what was saved. */
  done: string | null;
  nextVersion: number;
  onPreview: () => void;
  onSave: (reason: string) => void;
  onForget: () => void;
}

/** What has been answered so far, what it makes of the policy, and the way to save it. */
export function AnswerBar(props: AnswerBarProps) {
  const { count, busy, preview, failure, done, nextVersion, onPreview, onSave, onForget } = props;
  const [reason, setReason] = useState('');
  if (count === 0 && done === null && failure === null) return null;
  return (
    <section
      aria-label="Your answers"
      className="sticky bottom-0 z-10 grid gap-3 border-t border-line-strong bg-canvas py-3"
    >
      {done && (
        <Notice tone="pass" live>
          {done}
        </Notice>
      )}
      <Refusal text={failure} />
      {preview && (
        <>
          <DiffView lines={preview.diff} label="What changes in the policy" />
          {preview.problems.length > 0 && (
            <ul className="grid gap-1 text-fine text-partial">
              {preview.problems.map((problem) => (
                <li key={`${problem.line} ${problem.message}`}>
                  Line {problem.line}: <Hostile text={problem.message} /> {problem.remedy}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      {count > 0 && (
        <form
          className="flex flex-wrap items-end gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            onSave(reason);
          }}
        >
          <p className="pb-1.5 font-medium" aria-live="polite">
            {count === 1 ? '1 answer' : `${count} answers`}
          </p>
          {preview ? (
            <>
              <Field
                className="min-w-72 flex-1"
                label="Why"
                required
                maxLength={500}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
              <Button onClick={onForget}>Leave it</Button>
              <Button kind="primary" type="submit" disabled={busy || reason.trim() === ''}>
                Save as version {nextVersion}
              </Button>
            </>
          ) : (
            <>
              <Button kind="primary" disabled={busy} onClick={onPreview}>
                Show what changes
              </Button>
              <Button onClick={onForget}>Take all back</Button>
            </>
          )}
        </form>
      )}
    </section>
  );
}
