import { CodeBlock } from '#components/ui/code-block.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import type { Gap } from '#lib/engine/model/gap.ts';

/** Stands where an answer would be that could not be worked out: what was not read, why, and what would allow it. */
export function GapNotice({ gap, what }: { gap: Gap; what: string }) {
  return (
    <div className="grid max-w-3xl gap-3">
      <Notice tone="unknown">
        <strong className="font-semibold">Unknown: {what}.</strong> The scan did not read{' '}
        <code className="font-mono">
          <Hostile text={gap.input} />
        </code>
        {gap.database !== null && (
          <>
            {' '}
            in <Hostile text={gap.database} />
          </>
        )}
        : <Hostile text={gap.reason} />. This is not the same as nothing being there.
      </Notice>
      {gap.grant === null ? (
        <p className="text-ink-soft">No grant to the scan role would change that.</p>
      ) : (
        <CodeBlock
          code={`${gap.grant}\n`}
          language="sql"
          title="What would allow it: run as an administrator, then scan again"
          fileName="postern-grant.sql"
        />
      )}
    </div>
  );
}
