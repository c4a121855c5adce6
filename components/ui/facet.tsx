import Link from 'next/link';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface FacetChoice {
  readonly key: string;
  readonly label: ReactNode;
  readonly count: number;
  readonly chosen: boolean;
  /** The same list with this choice put in or taken out. */
  readonly href: string;
}

/** One filter's choices, each a link to the list with it; long ones fold after the first few. */
export function Facet({
  title,
  choices,
  shown = 8,
}: {
  title: string;
  choices: readonly FacetChoice[];
  shown?: number;
}) {
  const first = choices.filter((choice, index) => index < shown || choice.chosen);
  const rest = choices.filter((choice) => !first.includes(choice));
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-fine font-medium text-ink-faint">{title}</legend>
      <ul className="grid">{first.map(choiceItem)}</ul>
      {rest.length > 0 && (
        <details>
          <summary className="py-1 text-fine text-accent">{rest.length} more</summary>
          <ul className="grid">{rest.map(choiceItem)}</ul>
        </details>
      )}
    </fieldset>
  );
}

function choiceItem(choice: FacetChoice) {
  return (
    <li key={choice.key}>
      <Link
        href={choice.href}
        scroll={false}
        aria-current={choice.chosen ? 'true' : undefined}
        className={classNames(
          '-mx-2 flex items-center justify-between gap-3 rounded-sm px-2 py-1',
          choice.chosen ? 'bg-accent-wash font-medium' : 'hover:bg-sunken',
        )}
      >
        <span className="min-w-0 [overflow-wrap:anywhere]">{choice.label}</span>
        <span className="tabular-nums text-ink-faint">{choice.count.toLocaleString('en')}</span>
      </Link>
    </li>
  );
}
