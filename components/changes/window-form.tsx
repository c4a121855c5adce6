'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { fieldProblems } from '#components/frame/field-problems.ts';
import { send } from '#components/frame/send.ts';
import { AskDialog } from '#components/remediation/ask-dialog.tsx';
import { openingWords } from '#components/remediation/opening-words.ts';
import { Button } from '#components/ui/button.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { ShownWindow } from '#lib/service/remediation/remediation-view.ts';
import { WindowFields } from './window-fields.tsx';

export interface WindowDraft {
  readonly timeZone: string;
  readonly openings: readonly {
    readonly days: readonly number[];
    readonly from: string;
    readonly to: string;
  }[];
  readonly freezeDays: readonly string[];
}

const empty = (timeZone: string): WindowDraft => ({
  timeZone,
  openings: [{ days: [1, 2, 3, 4, 5], from: '22:00', to: '02:00' }],
  freezeDays: [],
});

export interface WindowFormProps {
  targetId: string;
  window: ShownWindow | null;
  /** What the server says its zone is; null where that was not read. */
  serverTimeZone: string | null;
  mayEdit: boolean;
}

/** When approved changes may begin on a server; without a window, always. */
export function WindowForm({ targetId, window, serverTimeZone, mayEdit }: WindowFormProps) {
  const router = useRouter();
  const [draft, setDraft] = useState<WindowDraft | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [removing, setRemoving] = useState(false);
  const [returned, setReturned] = useState(false);
  const [sending, setSending] = useState(false);
  const path = `/api/targets/${targetId}/maintenance-window`;

  function close() {
    setProblem(null);
    setProblems({});
    setReturned(true);
    setDraft(null);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (draft === null) return;
    setSending(true);
    setProblem(null);
    setProblems({});
    const answer = await send('PUT', path, draft);
    setSending(false);
    if (answer.ok) {
      close();
      return router.refresh();
    }
    const said = fieldProblems(answer.details);
    setProblems(said);
    setProblem(Object.keys(said).length > 0 ? 'Something above is not right yet.' : answer.message);
  }

  return (
    <div className="grid gap-3">
      {window === null ? (
        <p className="text-ink-soft">None: an approved change may begin at any time.</p>
      ) : (
        <div className="grid gap-1">
          {window.openings.map((opening) => (
            <p key={openingWords(opening)}>
              {openingWords(opening)}{' '}
              <span className="text-ink-faint">
                <Hostile text={window.timeZone} />
              </span>
            </p>
          ))}
          {window.openings.length === 0 && <p className="text-fail">It never opens: nothing may begin.</p>}
          {window.freezeDays.length > 0 && (
            <p className="text-ink-soft">Nothing begins on {window.freezeDays.join(', ')}.</p>
          )}
          <p className="text-ink-faint">
            {window.openNow ? (
              'Open now.'
            ) : window.nextOpening === null ? (
              'It does not open within a year.'
            ) : (
              <>
                Closed; opens <RelativeTime at={window.nextOpening} />.
              </>
            )}
          </p>
        </div>
      )}
      {mayEdit && draft === null && (
        <div className="flex flex-wrap gap-2">
          <Button
            small
            autoFocus={returned}
            onClick={() =>
              setDraft(
                window === null
                  ? empty(serverTimeZone ?? 'UTC')
                  : { timeZone: window.timeZone, openings: window.openings, freezeDays: window.freezeDays },
              )
            }
          >
            {window === null ? 'Set one…' : 'Change…'}
          </Button>
          {window !== null && (
            <Button small kind="danger" onClick={() => setRemoving(true)}>
              Remove it…
            </Button>
          )}
        </div>
      )}
      {removing && (
        <AskDialog
          danger
          title="Remove the maintenance window"
          verb="Remove it"
          method="DELETE"
          path={path}
          onClose={() => setRemoving(false)}
          onDone={() => {
            setRemoving(false);
            router.refresh();
          }}
        >
          <p>Approved changes may then begin at any time. What is scheduled keeps its time.</p>
        </AskDialog>
      )}
      {draft && (
        <form onSubmit={submit} className="grid max-w-3xl gap-4 rounded-sm border bg-surface p-4">
          <WindowFields draft={draft} problems={problems} onChange={setDraft} />
          <Refusal text={problem} />
          <div className="flex gap-2">
            <Button type="submit" kind="primary" disabled={sending}>
              Save
            </Button>
            <Button kind="quiet" onClick={close}>
              Cancel
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}
