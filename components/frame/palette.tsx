'use client';

import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { useEffect, useRef, useState } from 'react';
import { Hostile } from '#components/ui/hostile.tsx';
import type { FrameDatabase } from './database-switcher.tsx';
import type { Place } from './places.ts';
import { ShortcutKeys } from './shortcut-keys.tsx';

const item =
  'flex cursor-pointer items-center justify-between gap-3 rounded-sm px-2.5 py-2 data-[selected=true]:bg-accent-wash';
const group =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-fine [&_[cmdk-group-heading]]:text-ink-faint';

const databasePages = [
  { path: '', title: 'overview' },
  { path: '/coverage', title: 'coverage' },
  { path: '/findings', title: 'findings' },
];

export interface PaletteProps {
  places: readonly Place[];
  databases: readonly FrameDatabase[];
}

/** ⌘K: every page, every database, and a search through the findings, without leaving the keyboard. */
export function Palette({ places, databases }: PaletteProps) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const router = useRouter();
  const cameFrom = useRef<Element | null>(null);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setOpen((before) => !before);
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  function go(href: string) {
    setOpen(false);
    setText('');
    router.push(href);
  }

  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger className="flex h-7 w-full min-w-9 max-w-96 items-center gap-2 rounded-md border border-line-strong/60 bg-surface px-2.5 text-fine text-ink-faint hover:border-line-strong">
        <Search className="size-3.5 shrink-0" aria-hidden="true" />
        <span className="min-w-0 flex-1 truncate text-left">Search or go to</span>
        <kbd className="hidden whitespace-nowrap font-mono sm:block">
          <ShortcutKeys />
        </kbd>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-shade" />
        <Dialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            cameFrom.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (cameFrom.current instanceof HTMLElement) cameFrom.current.focus();
          }}
          className="fixed top-20 left-1/2 z-50 w-[min(38rem,calc(100vw-2rem))] -translate-x-1/2 overflow-hidden rounded-md border border-line-strong bg-surface shadow-float"
        >
          <Dialog.Title className="sr-only">Search or go to</Dialog.Title>
          <Command loop label="Search or go to">
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder="A page, a database, or words from a finding"
              className="h-12 w-full border-b bg-surface px-4 text-lead outline-none placeholder:text-ink-faint"
            />
            <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto p-1.5">
              <Command.Empty className="px-2.5 py-3 text-ink-soft">Nothing is called that.</Command.Empty>
              {text.trim() !== '' && (
                <Command.Group heading="Findings" className={group}>
                  <Command.Item
                    value={`findings ${text}`}
                    onSelect={() => go(`/findings?q=${encodeURIComponent(text.trim())}`)}
                    className={item}
                  >
                    <span>
                      Search findings for “<Hostile text={text.trim()} />”
                    </span>
                  </Command.Item>
                </Command.Group>
              )}
              <Command.Group heading="Pages" className={group}>
                {places.map((place) => (
                  <Command.Item
                    key={place.href}
                    value={place.title}
                    onSelect={() => go(place.href)}
                    className={item}
                  >
                    {place.title}
                  </Command.Item>
                ))}
              </Command.Group>
              <Command.Group heading="Databases" className={group}>
                {databases.flatMap((database) =>
                  databasePages.map((page) => (
                    <Command.Item
                      key={`${database.id}${page.path}`}
                      value={`${database.name} ${page.title} ${database.id}`}
                      onSelect={() => go(`/databases/${database.id}${page.path}`)}
                      className={item}
                    >
                      <Hostile text={database.name} />
                      <span className="text-fine text-ink-faint">{page.title}</span>
                    </Command.Item>
                  )),
                )}
              </Command.Group>
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
