import Link from 'next/link';
import type { ReactNode } from 'react';
import { type ButtonKind, buttonStyle } from './button-style.ts';

export interface LinkButtonProps {
  href: string;
  kind?: ButtonKind;
  small?: boolean;
  /** The address answers with a file: the browser asks for it, the router does not. */
  download?: boolean;
  children: ReactNode;
}

export function LinkButton({
  href,
  kind = 'plain',
  small = false,
  download = false,
  children,
}: LinkButtonProps) {
  const className = buttonStyle(kind, small);
  if (download)
    return (
      <a href={href} download className={className}>
        {children}
      </a>
    );
  return (
    <Link href={href} className={className}>
      {children}
    </Link>
  );
}
