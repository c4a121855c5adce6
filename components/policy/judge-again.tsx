'use client';

import { Scale } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { send } from '#components/frame/send.ts';
import { Button } from '#components/ui/button.tsx';
import { Hostile } from '#components/ui/hostile.tsx';

/** Has what the last scan read judged again under the policy in force. The server is not asked; progress stands above. */
export function JudgeAgain({ targetId }: { targetId: string }) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function ask() {
    setBusy(true);
    const answer = await send('POST', `/api/targets/${targetId}/judgements`);
    setBusy(false);
    setProblem(answer.ok ? null : answer.message);
    if (answer.ok) router.refresh();
  }

  return (
    <span className="flex flex-wrap items-center gap-2">
      <Button small onClick={() => void ask()} disabled={busy}>
        <Scale aria-hidden="true" />
        Judge the last snapshot again
      </Button>
      {problem && (
        <span role="status" className="text-fine text-fail">
          <Hostile text={problem} />
        </span>
      )}
    </span>
  );
}
