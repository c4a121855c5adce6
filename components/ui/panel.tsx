'use client';

import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { buttonStyle } from './button-style.ts';

export interface PanelProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** Where focus goes on closing, when not back to where it was on opening. */
  returnTo?: () => Element | null;
  children: ReactNode;
}

/** Opens beside what it is about and leaves that usable: not modal. Escape or the button closes it, and focus goes back. */
export function Panel({ open, onClose, title, returnTo, children }: PanelProps) {
  const cameFrom = useRef<Element | null>(null);
  return (
    <Dialog.Root open={open} modal={false} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            cameFrom.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            const back = returnTo?.() ?? cameFrom.current;
            if (back instanceof HTMLElement) back.focus();
          }}
          onInteractOutside={(event) => event.preventDefault()}
          className="fixed top-12 right-0 bottom-0 z-20 flex w-[min(34rem,100vw)] flex-col border-l border-line-strong bg-surface shadow-float"
        >
          <div className="flex items-start justify-between gap-3 border-b px-5 py-3.5">
            <Dialog.Title className="min-w-0 text-lead font-semibold">{title}</Dialog.Title>
            <Dialog.Close className={buttonStyle('quiet', true)} aria-label="Close">
              <X aria-hidden="true" />
            </Dialog.Close>
          </div>
          <div className="grid min-h-0 flex-1 content-start gap-5 overflow-y-auto px-5 py-4">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
