import { Badge } from '#components/ui/badge.tsx';
import type { SensitiveColumnRow } from '#lib/service/columns/list-columns.ts';

const words = {
  policy: 'classified',
  high: 'surely sensitive',
  medium: 'probably',
  low: 'perhaps',
} as const;

/** Whether a person said so, or how sure the suggestion is. */
export function KnownMark({ known }: { known: SensitiveColumnRow['known'] }) {
  return (
    <Badge tone={known === 'policy' ? 'accent' : known === 'high' ? 'partial' : 'neutral'}>
      {words[known]}
    </Badge>
  );
}
