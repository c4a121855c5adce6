'use client';

import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { buttonStyle } from './button-style.ts';

export interface ModalProps {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
}

/** Asks for an answer before anything else goes on; whoever had the focus, by a key or a button, has it again afterwards. */
export function Modal({ open, onClose, title, children }: ModalProps) {
  const [wasOpen, setWasOpen] = useState(false);
  const [cameFrom, setCameFrom] = useState<Element | null>(null);
  // Asked while it opens and not after: a field that takes the focus by itself would be all there is to come back to.
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open && typeof document !== 'undefined') setCameFrom(document.activeElement);
  }
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-shade" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (cameFrom instanceof HTMLElement) cameFrom.focus();
          }}
          className="fixed top-[min(6rem,10dvh)] left-1/2 z-50 grid max-h-[80dvh] w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 gap-4 overflow-y-auto rounded-md border bg-surface p-5 shadow-float"
        >
          <div className="flex items-start justify-between gap-3">
            <Dialog.Title className="text-lead font-semibold">{title}</Dialog.Title>
            <Dialog.Close className={buttonStyle('quiet', true)} aria-label="Close">
              <X aria-hidden="true" />
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
