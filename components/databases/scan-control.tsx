'use client';

import { useQuery } from '@tanstack/react-query';
import { Radar, Square } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { Refusal } from '#components/ui/refusal.tsx';
import type { ScanProgress } from '#lib/service/scans/scan-overview.ts';
import { readProgress } from './read-progress.ts';

export interface ScanControlProps {
  targetId: string;
  /** The last request, as the page was made. */
  latest: ScanProgress | null;
  mayScan: boolean;
}

const requested = z.object({ scanId: z.string() });

const going = (scan: ScanProgress | null | undefined) =>
  scan?.state === 'queued' || scan?.state === 'running';

/** Starts a scan, shows what it is doing and how far, and can cancel it. The page's last good result stays where it is. */
export function ScanControl({ targetId, latest, mayScan }: ScanControlProps) {
  const router = useRouter();
  const [scanId, setScanId] = useState(latest?.id ?? null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const seen = useRef(going(latest));

  const { data: scan, error } = useQuery({
    queryKey: ['scan', scanId],
    queryFn: () => readProgress(scanId ?? ''),
    enabled: scanId !== null && (scanId !== latest?.id || going(latest)),
    ...(latest && latest.id === scanId ? { initialData: latest } : {}),
    refetchInterval: (query) => (going(query.state.data) ? 700 : false),
  });

  // The figures around are the server's: once a scan that was going is over, ask for them again.
  useEffect(() => {
    if (going(scan)) seen.current = true;
    else if (scan && seen.current) {
      seen.current = false;
      router.refresh();
    }
  }, [scan, router]);

  async function ask(path: string) {
    setBusy(true);
    setProblem(null);
    const answer = await send('POST', path);
    setBusy(false);
    if (!answer.ok) setProblem(answer.message);
    return answer;
  }

  async function start() {
    const answer = await ask(`/api/targets/${targetId}/scans`);
    const asked = answer.ok ? requested.safeParse(answer.body) : null;
    if (!asked?.success) return;
    seen.current = true;
    setScanId(asked.data.scanId);
  }

  if (scan && going(scan))
    return (
      <div className="grid w-full min-w-72 gap-2 sm:w-96">
        <div className="flex items-center justify-between gap-3">
          <span aria-live="polite" className="min-w-0 text-ink-soft">
            {scan.cancelRequested ? (
              'Cancelling'
            ) : (
              <Hostile text={scan.stage === '' ? 'Waiting for a worker' : scan.stage} />
            )}
            {scan.total > 0 && (
              <span className="tabular-nums">
                {' '}
                {scan.done}/{scan.total}
              </span>
            )}
          </span>
          {mayScan && (
            <Button
              small
              onClick={() => ask(`/api/scans/${scan.id}/cancel`)}
              disabled={busy || scan.cancelRequested}
            >
              <Square aria-hidden="true" />
              Cancel
            </Button>
          )}
        </div>
        <Progress done={scan.done} total={scan.total} label="Scan" />
        {error && <Notice tone="partial">Postern does not answer; the scan may be going on.</Notice>}
      </div>
    );
  return (
    <div className="grid justify-items-end gap-2">
      {mayScan && (
        <Button kind="primary" onClick={start} disabled={busy}>
          <Radar aria-hidden="true" />
          Scan now
        </Button>
      )}
      <Refusal text={problem} />
    </div>
  );
}
