import Link from 'next/link';

/** The small gate in the wall, ajar, and the name. */
export function Wordmark() {
  return (
    <Link href="/" className="flex items-center gap-2 text-lead font-semibold tracking-tight">
      <svg viewBox="0 0 20 20" className="size-5" aria-hidden="true">
        <path d="M3 18.5V9a7 7 0 0 1 14 0v9.5" fill="none" stroke="currentColor" strokeWidth="1.75" />
        <path d="M10 18.5V8.4c1.2-2 4-1.7 4.4.9v9.2Z" className="fill-accent" />
        <path d="M1 18.6h18" stroke="currentColor" strokeWidth="1.75" />
      </svg>
      <span className="sr-only sm:not-sr-only">Postern</span>
    </Link>
  );
}
