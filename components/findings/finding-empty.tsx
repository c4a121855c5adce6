import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { FindingQuery } from '#lib/service/findings/finding-query.ts';
import { isFiltered } from './finding-address.ts';

export interface FindingEmptyProps {
  base: string;
  query: FindingQuery;
  /** Controls that could not look: an empty list with these is not good news yet. */
  unknown: number;
}

export function FindingEmpty({ base, query, unknown }: FindingEmptyProps) {
  if (isFiltered(query))
    return (
      <EmptyState
        title="No finding is like that"
        action={<LinkButton href={base}>Show all findings</LinkButton>}
      >
        The filters leave nothing. There may be findings without them.
      </EmptyState>
    );
  return (
    <EmptyState
      title="No open finding"
      action={<LinkButton href={`${base}?accepted=only`}>Show accepted findings</LinkButton>}
    >
      {unknown === 0
        ? 'Every control that applies looked at everything it is about, and found nothing.'
        : `But ${unknown} controls could not look. The visibility page says what they would need.`}
    </EmptyState>
  );
}
