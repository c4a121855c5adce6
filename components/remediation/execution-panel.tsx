'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { Badge, type BadgeTone } from '#components/ui/badge.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { ExecutionProgress, ShownExecution } from '#lib/service/remediation/execution-view.ts';
import { ExecutionLines } from './execution-lines.tsx';
import { isLive } from './is-live.ts';
import { readExecution } from './read-execution.ts';

const directions = { up: 'Apply', down: 'Undo', rehearsal: 'Rehearsal' };

const states: Readonly<
  Record<ShownExecution['state'], { readonly tone: BadgeTone; readonly words: string }>
> = {
  intent: { tone: 'accent', words: 'waits for a worker' },
  running: { tone: 'accent', words: 'running' },
  committing: { tone: 'accent', words: 'committing' },
  done: { tone: 'pass', words: 'done' },
  failed: { tone: 'fail', words: 'failed' },
  'rolled-back': { tone: 'neutral', words: 'rolled back' },
  'needs-human': { tone: 'fail', words: 'needs a person' },
};

const live = (execution: ShownExecution | null) => execution !== null && isLive(execution);

/** The last run, its log as it grows; when it is over the page around asks for everything again. */
export function ExecutionPanel({ id, initial }: { id: string; initial: ExecutionProgress }) {
  const router = useRouter();
  const seen = useRef(live(initial.execution));
  const follows = live(initial.execution) || initial.state === 'applying';
  const { data, error } = useQuery({
    queryKey: ['execution', id, initial.execution?.id],
    queryFn: () => readExecution(id),
    initialData: initial,
    enabled: follows,
    refetchInterval: (query) =>
      live(query.state.data?.execution ?? null) || query.state.data?.state === 'applying' ? 700 : false,
  });
  // Once it has ended the page knows best: what a person settled meanwhile, nobody asks for here any more.
  const { execution } = follows ? data : initial;
  const going = live(execution);

  useEffect(() => {
    if (going) seen.current = true;
    else if (seen.current) {
      seen.current = false;
      router.refresh();
    }
  }, [going, router]);

  if (execution === null) return null;
  return (
    <div className="grid gap-2">
      <RunHead execution={execution} />
      {error && <Notice tone="partial">Postern does not answer; the run may be going on.</Notice>}
      <ExecutionLines lines={execution.lines} live={going} />
    </div>
  );
}

/** What a run was, whose, and how it ended. */
export function RunHead({ execution }: { execution: ShownExecution }) {
  const { tone, words } = states[execution.state];
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <strong className="font-semibold">{directions[execution.direction]}</strong>
        <Badge tone={tone}>{words}</Badge>
        <span className="text-ink-faint">
          <Hostile text={execution.requestedBy} /> <RelativeTime at={execution.requestedAt} />
          {execution.xid !== null && (
            <>
              , transaction <span className="tabular-nums">{execution.xid}</span>
            </>
          )}
        </span>
      </p>
      {execution.errorMessage !== null && (
        <p className="text-fail">
          <Hostile text={execution.errorMessage} />
        </p>
      )}
    </div>
  );
}
