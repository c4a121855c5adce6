import { Notice } from '#components/ui/notice.tsx';
import { GapTable } from '#components/visibility/gap-table.tsx';
import type { Gap } from '#lib/engine/model/gap.ts';
import { kindWords } from './object-label.tsx';

/** Kinds of objects that are missing from a list because they were not read. */
export function UnreadKinds({ unread }: { unread: readonly { readonly kind: string; readonly gap: Gap }[] }) {
  if (unread.length === 0) return null;
  const gaps = new Map(unread.map(({ gap }) => [`${gap.input} ${gap.database ?? ''}`, gap]));
  return (
    <div className="mb-4 grid gap-2">
      <Notice tone="unknown">
        <strong className="font-semibold">Not whole:</strong> the scan did not read{' '}
        {unread.map(({ kind }) => kindWords(kind)).join(', ')}. Nothing of these kinds stands below, and that
        is not the same as nothing being there.
      </Notice>
      <GapTable gaps={[...gaps.values()]} />
    </div>
  );
}
