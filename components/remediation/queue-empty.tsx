import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { type QueueFilter, queueHref } from './queue-address.ts';
import { tabWords } from './remediation-states.ts';

/** What would stand here, and where a remediation begins. */
export function QueueEmpty({ filter }: { filter: QueueFilter }) {
  const filtered = filter.target !== '' || filter.severity !== '' || filter.person !== '';
  if (filtered)
    return (
      <EmptyState
        title="Nothing in this filter"
        action={
          <LinkButton href={queueHref({ tab: filter.tab, target: '', severity: '', person: '' })}>
            Show all
          </LinkButton>
        }
      >
        There may be some on other servers, of other severity or by others.
      </EmptyState>
    );
  const { title, empty } = tabWords[filter.tab];
  return (
    <EmptyState title={`${title}: none`} action={<LinkButton href="/findings">Findings</LinkButton>}>
      {empty}
    </EmptyState>
  );
}
