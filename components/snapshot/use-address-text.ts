'use client';

import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { useEffect, useRef, useState, useTransition } from 'react';

/** What may lead elsewhere when it is pressed. */
const leaving = 'a[href], button, [role="option"], [role="menuitem"]';

/** How long one stops typing before the list follows, in milliseconds. */
const pause = 250;

/**
 * A text filter that stands in the address as `q`: the list follows when one stops typing, from its first page. Whoever goes
 * elsewhere meanwhile, by a link or a button, is not fetched back by it.
 */
export function useAddressText() {
  const [pending, startTransition] = useTransition();
  const [{ q }, set] = useQueryStates(
    { q: parseAsString.withDefault(''), page: parseAsInteger.withDefault(1) },
    { shallow: false, startTransition },
  );
  const [text, setText] = useState(q);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => setText(q), [q]);
  useEffect(() => {
    const cancel = () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    };
    const leave = ({ target }: Event) => {
      if (timer.current === null || !(target instanceof Element) || !target.closest(leaving)) return;
      cancel();
      setText(q);
    };
    document.addEventListener('click', leave, true);
    return () => {
      document.removeEventListener('click', leave, true);
      cancel();
    };
  }, [q]);
  const type = (next: string) => {
    setText(next);
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      timer.current = null;
      void set({ q: next || null, page: null });
    }, pause);
  };
  return { text, type, pending };
}
