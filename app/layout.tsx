import './globals.css';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { Queries } from '#components/frame/queries.tsx';
import { Theme } from '#components/frame/theme.tsx';

export const metadata: Metadata = {
  title: { default: 'Postern', template: '%s · Postern' },
  description: 'How secure your PostgreSQL databases are, shown, proven, and mended.',
  robots: { index: false, follow: false },
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    // The theme script sets data-theme before React looks.
    <html lang="en" suppressHydrationWarning>
      <body>
        <Theme nonce={nonce}>
          <Queries>
            <NuqsAdapter>{children}</NuqsAdapter>
          </Queries>
        </Theme>
      </body>
    </html>
  );
}
