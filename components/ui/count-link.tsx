import Link from 'next/link';
import { classNames } from './class-names.ts';

/** A number that leads to what it counts. Nought leads nowhere, and says so by not being a link. */
export function CountLink({
  count,
  href,
  of,
  label,
}: {
  count: number;
  href: string;
  of?: number;
  label: string;
}) {
  const figure =
    of === undefined
      ? count.toLocaleString('en')
      : `${count.toLocaleString('en')}/${of.toLocaleString('en')}`;
  if (count === 0 && of === undefined)
    return (
      <span className="tabular-nums text-ink-faint">
        0<span className="sr-only"> {label}</span>
      </span>
    );
  return (
    <Link
      href={href}
      className={classNames(
        'tabular-nums text-accent underline decoration-accent/35 underline-offset-3',
        'hover:decoration-accent',
      )}
    >
      {figure}
      <span className="sr-only"> {label}</span>
    </Link>
  );
}
