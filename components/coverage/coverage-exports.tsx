'use client';

import { Download, Printer } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { Button } from '#components/ui/button.tsx';

const formats = [
  ['csv', 'CSV'],
  ['md', 'Markdown'],
  ['svg', 'SVG'],
] as const;

/** The matrix as it is shown, unfolded areas too, as a file or on paper. */
export function CoverageExports({ href }: { href: string }) {
  const parameters = useSearchParams().toString();
  return (
    <p className="ml-auto flex items-center gap-3 text-fine text-ink-faint" data-screen="">
      <Download className="size-3.5" aria-hidden="true" />
      Export exactly this
      {formats.map(([format, label]) => (
        <a
          key={format}
          href={`${href}?${parameters === '' ? '' : `${parameters}&`}format=${format}`}
          download
          className="text-accent underline decoration-accent/35 underline-offset-3 hover:decoration-accent"
        >
          {label}
        </a>
      ))}
      <Button small onClick={() => window.print()}>
        <Printer aria-hidden="true" />
        Print
      </Button>
    </p>
  );
}
