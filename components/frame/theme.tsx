'use client';

import { ThemeProvider } from 'next-themes';
import { type ReactNode, useEffect, useState } from 'react';

declare global {
  // What the libraries behind Radix put on the style elements they add while a dialog is open.
  var __webpack_nonce__: string | undefined;
}

/** Light, dark, or as the system says; set on `<html data-theme>` before the first paint, by a script that has the nonce. */
export function Theme({ nonce: given, children }: { nonce: string | undefined; children: ReactNode }) {
  // The document's own: every refresh of a page brings another, which the policy the document came with does not know.
  const [nonce] = useState(given);
  useEffect(() => {
    globalThis.__webpack_nonce__ = nonce;
  }, [nonce]);
  return (
    <ThemeProvider
      attribute="data-theme"
      defaultTheme="system"
      storageKey="postern-theme"
      enableColorScheme={false}
      {...(nonce === undefined ? {} : { nonce })}
    >
      {children}
    </ThemeProvider>
  );
}
