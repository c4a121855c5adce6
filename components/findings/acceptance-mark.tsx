import { Badge } from '#components/ui/badge.tsx';

/** Whole days from `today` to the end of `until`, both YYYY-MM-DD: 0 on the last day. */
export function daysLeft(until: string, today: string): number {
  return Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000);
}

/** How soon an acceptance ends, in words; null while that is more than a month away. */
export function endingWords(until: string, today: string): string | null {
  const days = daysLeft(until, today);
  if (days > 30) return null;
  if (days <= 0) return 'ends today';
  return days === 1 ? 'ends tomorrow' : `ends in ${days} days`;
}

/** Until when a risk is accepted; louder in the last month, and in the last week. */
export function AcceptanceMark({ until, today }: { until: string; today: string }) {
  const ending = endingWords(until, today);
  const tone = ending === null ? 'accepted' : daysLeft(until, today) <= 7 ? 'fail' : 'partial';
  return (
    <Badge tone={tone}>
      <span>
        Accepted until <time dateTime={until}>{until}</time>
        {ending && `, ${ending}`}
      </span>
    </Badge>
  );
}
