import { Hostile } from '#components/ui/hostile.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { TextLink } from '#components/ui/text-link.tsx';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Says what a list over the fleet is missing: an absent database must not look like one without findings. */
export function PartialFleetNotice({ unread, stale }: { unread: readonly Named[]; stale: readonly Named[] }) {
  if (unread.length === 0 && stale.length === 0) return null;
  return (
    <div className="mb-5 grid gap-2">
      {unread.length > 0 && (
        <Notice tone="unknown">
          Not in this list, because no scan of them has succeeded: <Names of={unread} />
        </Notice>
      )}
      {stale.length > 0 && (
        <Notice tone="partial">
          From an older result that may no longer hold: <Names of={stale} />
        </Notice>
      )}
    </div>
  );
}

function Names({ of: targets }: { of: readonly Named[] }) {
  return (
    <span className="inline-flex flex-wrap gap-x-3">
      {targets.map((target) => (
        <TextLink key={target.id} href={`/databases/${target.id}`}>
          <Hostile text={target.name} />
        </TextLink>
      ))}
    </span>
  );
}
