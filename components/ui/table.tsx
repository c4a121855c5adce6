import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/**
 * A ruled table with its caption for screen readers. It scrolls inside itself, never the page; positioned, so that words for
 * screen readers, which are absolute, scroll with it.
 */
export function Table({
  caption,
  head,
  children,
}: {
  caption: string;
  head: ReactNode;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="relative overflow-x-auto rounded-sm border bg-surface"
    >
      <table className="w-full text-left">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody className="[&>tr:last-child>*]:border-b-0 [&>tr:hover>*]:bg-canvas">{children}</tbody>
      </table>
    </section>
  );
}

export interface HeadProps {
  children: ReactNode;
  figures?: boolean;
  sort?: 'ascending' | 'descending' | undefined;
  className?: string;
}

export function Head({ children, figures = false, sort, className }: HeadProps) {
  return (
    <th
      scope="col"
      aria-sort={sort}
      className={classNames(
        'whitespace-nowrap border-b bg-surface px-3 py-2 text-fine font-medium text-ink-faint',
        figures && 'text-right',
        className,
      )}
    >
      {children}
    </th>
  );
}

export interface CellProps {
  children: ReactNode;
  figures?: boolean;
  /** Names the row: announced with every other cell of it. */
  heading?: boolean;
  className?: string;
}

export function Cell({ children, figures = false, heading = false, className }: CellProps) {
  const style = classNames('border-b px-3 py-2 align-top', figures && 'text-right tabular-nums', className);
  if (heading)
    return (
      <th scope="row" className={classNames(style, 'font-normal')}>
        {children}
      </th>
    );
  return <td className={style}>{children}</td>;
}
