import { Check } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { classNames } from '#components/ui/class-names.ts';

export interface Choice {
  readonly key: string;
  readonly label: ReactNode;
  readonly href: string;
  readonly chosen: boolean;
}

/** Any of several, each a link that puts it in or takes it out. */
export function Choices({ title, choices }: { title: string; choices: readonly Choice[] }) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-fine font-medium text-ink-faint">{title}</legend>
      <ul className="grid">
        {choices.map(({ key, label, href, chosen }) => (
          <li key={key}>
            <Link
              href={href}
              scroll={false}
              aria-current={chosen ? 'true' : undefined}
              className={classNames(
                '-mx-2 flex items-center justify-between gap-2 rounded-sm px-2 py-0.5',
                chosen ? 'bg-accent-wash font-medium' : 'hover:bg-sunken',
              )}
            >
              {label}
              {chosen && <Check className="size-3.5 text-accent" aria-hidden="true" />}
            </Link>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
