import { Badge } from '#components/ui/badge.tsx';
import type { ColumnEncryption } from '#lib/engine/policy/encryption/column-encryption.ts';

/** How a column is kept, in a word or two: what was seen looks different from what is only stated. */
export function Arrangement({ encryption }: { encryption: ColumnEncryption | null }) {
  if (!encryption) return <span className="text-ink-faint">kept elsewhere, or only perhaps sensitive</span>;
  const { basis, arrangement, title } = encryption;
  if (basis === 'unstated') return <Badge tone="unknown">not stated</Badge>;
  const plain = arrangement === 'plaintext' || arrangement === 'hash';
  return (
    <span className="grid justify-items-start gap-0.5">
      <Badge tone={plain ? 'partial' : basis === 'seen' ? 'pass' : 'accepted'}>{basis}</Badge>
      <span className="text-fine text-ink-soft">{title}</span>
    </span>
  );
}
