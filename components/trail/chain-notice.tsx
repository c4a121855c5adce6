import { Notice } from '#components/ui/notice.tsx';

export interface ChainNoticeProps {
  chain: { readonly entries: number; readonly head: string; readonly brokenAt: string | null };
}

/** Whether every entry still follows from the one before. */
export function ChainNotice({ chain }: ChainNoticeProps) {
  if (chain.brokenAt !== null)
    return (
      <div className="mb-5">
        <Notice tone="fail">
          <strong className="font-semibold">The chain breaks at entry {chain.brokenAt}.</strong> An entry was
          changed, removed or put in behind Postern's back. Keep a copy of this database and find out who
          could write to it.
        </Notice>
      </div>
    );
  return (
    <p className="mb-5 text-fine text-ink-faint">
      {chain.entries.toLocaleString('en')} entries, each sealed with the one before; all follow. Last seal{' '}
      <code className="font-mono">{chain.head.slice(0, 16)}</code>
    </p>
  );
}
