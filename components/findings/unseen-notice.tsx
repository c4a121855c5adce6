import { Notice } from '#components/ui/notice.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { FindingFacets } from '#lib/service/findings/finding-facets.ts';
import type { FindingQuery } from '#lib/service/findings/finding-query.ts';
import { findingSearch } from './finding-address.ts';

/** Findings that nobody could look at again must not look gone. */
export function UnseenNotice({
  base,
  query,
  states,
}: {
  base: string;
  query: FindingQuery;
  states: FindingFacets['state'];
}) {
  const count = states.find((facet) => facet.value === 'not-looked-at')?.count ?? 0;
  if (count === 0 || query.state.includes('not-looked-at')) return null;
  return (
    <div className="mb-3">
      <Notice tone="unknown">
        {count === 1
          ? 'One finding of an earlier scan'
          : `${count.toLocaleString('en')} findings of earlier scans`}{' '}
        could not be looked at again and may still be there.{' '}
        <TextLink href={base + findingSearch(query, { state: ['not-looked-at'] })}>Show them</TextLink>
      </Notice>
    </div>
  );
}
