'use client';

import { Download } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';

const painted = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'paint-order',
  'font-family',
  'font-size',
  'font-weight',
];

/** The picture as a file of its own: what the style sheet says of it is written into it. */
function standalone(picture: SVGSVGElement): string {
  const copy = picture.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) return '';
  const from = [picture, ...picture.querySelectorAll('*')];
  const to = [copy, ...copy.querySelectorAll('*')];
  from.forEach((element, at) => {
    const style = getComputedStyle(element);
    const target = to[at];
    target?.removeAttribute('class');
    for (const name of painted) target?.setAttribute(name, style.getPropertyValue(name));
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.style.background = getComputedStyle(picture).backgroundColor;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}

/** A picture with a button that saves it. */
export function SaveSvg({
  title,
  fileName,
  children,
}: {
  title: string;
  fileName: string;
  children: ReactNode;
}) {
  const figure = useRef<HTMLElement>(null);
  function save() {
    const picture = figure.current?.querySelector('svg[data-picture]');
    if (!(picture instanceof SVGSVGElement)) return;
    const address = URL.createObjectURL(new Blob([standalone(picture)], { type: 'image/svg+xml' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = fileName;
    link.click();
    URL.revokeObjectURL(address);
  }
  return (
    <figure ref={figure} className="min-w-0 self-start rounded-sm border bg-surface">
      <figcaption className="flex items-center justify-between gap-2 border-b py-1 pr-1 pl-3 text-fine text-ink-faint">
        <span className="min-w-0">{title}</span>
        <Button small kind="quiet" onClick={save}>
          <Download aria-hidden="true" />
          SVG
        </Button>
      </figcaption>
      {children}
    </figure>
  );
}
