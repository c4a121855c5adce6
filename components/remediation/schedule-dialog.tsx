'use client';

import { useState } from 'react';
import { exactUtc } from '#components/ui/elapsed.ts';
import { Field } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { RemediationView } from '#lib/service/remediation/remediation-view.ts';
import { AskDialog } from './ask-dialog.tsx';

export interface ScheduleDialogProps {
  view: RemediationView;
  onClose: () => void;
  onDone: () => void;
}

/** When it is to be applied; within the maintenance window, where there is one. */
export function ScheduleDialog({ view, onClose, onDone }: ScheduleDialogProps) {
  const { window, conditions, credential } = view;
  const [at, setAt] = useState(window?.nextOpening?.slice(0, 16) ?? '');
  return (
    <AskDialog
      title="Schedule"
      verb="Schedule"
      path={`/api/remediations/${view.id}/schedule`}
      body={() => (at === '' ? {} : { at: `${at}:00Z` })}
      password
      focused
      onClose={onClose}
      onDone={onDone}
    >
      {(problems) => (
        <>
          <Field
            label="Not before (UTC)"
            type="datetime-local"
            autoFocus
            required={window === null}
            value={at}
            onChange={(event) => setAt(event.target.value)}
            problem={problems.at}
            hint={
              window === null
                ? 'It begins by itself within a minute of that time.'
                : 'Left empty: when the maintenance window opens next. A time outside of it: when it opens after that.'
            }
          />
          {window !== null && window.nextOpening !== null && (
            <p className="text-ink-soft">
              The maintenance window opens <RelativeTime at={window.nextOpening} />,{' '}
              {exactUtc(new Date(window.nextOpening))}.
            </p>
          )}
          {window !== null && window.nextOpening === null && !window.openNow && (
            <Notice tone="fail">The maintenance window does not open within a year.</Notice>
          )}
          {credential === null ? (
            <Notice tone="fail">
              No execution credential is registered for this database, and one given by hand is not kept until
              then.
            </Notice>
          ) : (
            credential.problem !== null && <Notice tone="fail">{credential.problem}</Notice>
          )}
          {conditions.expiresAt !== null && (
            <p className="text-ink-soft">
              The approval ends <RelativeTime at={conditions.expiresAt} />: after that it would have to be
              approved again.
            </p>
          )}
        </>
      )}
    </AskDialog>
  );
}
