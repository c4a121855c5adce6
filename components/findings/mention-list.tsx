import Link from 'next/link';
import { CountLink } from '#components/ui/count-link.tsx';
import { Hostile } from '#components/ui/hostile.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import type { Severity } from '#lib/engine/model/severity.ts';

export interface Mention {
  readonly href: string;
  readonly severity: Severity;
  readonly title: string;
  /** Where, when the list is about more than one place. */
  readonly place?: string;
  /** Others like it, and where they are. */
  readonly more?: { readonly count: number; readonly href: string };
}

/** A few findings, each one line that leads to it. */
export function MentionList({
  mentions,
  struck = false,
}: {
  mentions: readonly Mention[];
  struck?: boolean;
}) {
  return (
    <ul className="grid">
      {mentions.map((mention) => (
        <li
          key={mention.href + mention.title}
          className="flex items-baseline gap-2.5 border-b py-1.5 last:border-b-0"
        >
          <span className="translate-y-0.5">
            <SeverityMark severity={mention.severity} quiet />
          </span>
          <span className="min-w-0">
            {struck ? (
              <span className="text-ink-soft line-through decoration-line-strong">
                <Hostile text={mention.title} />
              </span>
            ) : (
              <Link
                href={mention.href}
                className="underline decoration-line underline-offset-3 hover:decoration-accent"
              >
                <Hostile text={mention.title} />
              </Link>
            )}
            {mention.more && mention.more.count > 0 && (
              <span className="ml-2 text-fine text-ink-faint">
                and <CountLink count={mention.more.count} href={mention.more.href} label="more like it" />{' '}
                more
              </span>
            )}
            {mention.place && (
              <span className="ml-2 text-fine text-ink-faint">
                <Hostile text={mention.place} />
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
