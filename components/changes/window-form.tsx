'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { send } from '#components/frame/send.ts';
import { openingWords } from '#components/remediation/opening-words.ts';
import { Button } from '#components/ui/button.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
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
  const [sending, setSending] = useState(false);
  const path = `/api/targets/${targetId}/maintenance-window`;

  async function ask(method: 'PUT' | 'DELETE', body: object) {
    setSending(true);
    setProblem(null);
    const answer = await send(method, path, body);
    setSending(false);
    if (!answer.ok) return setProblem(answer.message);
    setDraft(null);
    router.refresh();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (draft) void ask('PUT', draft);
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
      {problem && (
        <Notice tone="fail" live>
          <Hostile text={problem} />
        </Notice>
      )}
      {mayEdit && draft === null && (
        <div className="flex flex-wrap gap-2">
          <Button
            small
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
            <Button small kind="danger" disabled={sending} onClick={() => void ask('DELETE', {})}>
              Remove it
            </Button>
          )}
        </div>
      )}
      {draft && (
        <form onSubmit={submit} className="grid max-w-3xl gap-4 rounded-sm border bg-surface p-4">
          <WindowFields draft={draft} onChange={setDraft} />
          <div className="flex gap-2">
            <Button type="submit" kind="primary" disabled={sending}>
              Save
            </Button>
            <Button kind="quiet" onClick={() => setDraft(null)}>
              Cancel
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}
